package dev.marquetry.job;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens the Spark session of a run: the cluster's under {@code spark-submit}, else one in this JVM. */
final class Sessions {
    private Sessions() {}

    /**
     * Opens the session.
     *
     * @param master the master that the command line names; it wins over Spark's own settings
     */
    static SparkSession open(Optional<String> master) {
        SparkConf settings = new SparkConf();
        master.ifPresent(settings::setMaster);
        if (!settings.contains("spark.master")) {
            settings.setMaster("local[*]");
        }
        settings.setIfMissing("spark.app.name", "marquetry");
        if (settings.get("spark.master").startsWith("local")) {
            // One process: nobody else is to reach it, and its only terminal hears of progress every second.
            settings.setIfMissing("spark.ui.enabled", "false");
            settings.setIfMissing("spark.driver.host", "127.0.0.1");
            settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            settings.setIfMissing("spark.executor.heartbeatInterval", "1s");
            // As in conf/spark-defaults.conf: a minute for an S3 server that does not answer, not two.
            settings.setIfMissing("spark.hadoop.fs.s3a.retry.limit", "6");
        }
        return SparkSession.builder().config(settings).getOrCreate();
    }
}
