package dev.marquetry;

import org.apache.spark.sql.SparkSession;

/** The one Spark session that all tests share: two cores, no UI, loopback only. */
public final class SparkSessions {
    private static SparkSession session;

    private SparkSessions() {}

    public static synchronized SparkSession shared() {
        if (session == null) {
            session = SparkSession.builder()
                    .master("local[2]")
                    .appName("marquetry-tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", "4")
                    .config("spark.sql.warehouse.dir", "target/spark-warehouse")
                    .config("spark.executor.heartbeatInterval", "1s")
                    .getOrCreate();
            session.sparkContext().setLogLevel("ERROR");
        }
        return session;
    }
}
