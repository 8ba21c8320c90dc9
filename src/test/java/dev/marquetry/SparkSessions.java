package dev.marquetry;

import org.apache.spark.sql.SparkSession;

/** The one Spark session that all tests share. */
public final class SparkSessions {
    private SparkSessions() {}

    /** Returns the session: two local cores, no UI, nothing that listens beyond the loopback. */
    public static SparkSession shared() {
        return SparkSession.builder()
                .master("local[2,3]")
                .appName("marquetry-tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.extensions", MarquetryExtensions.class.getName())
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.killOnFatalError.depth", "0")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.warehouse.dir", BuildFolder.path("warehouse").toString())
                .getOrCreate();
    }
}
