package dev.marquetry.spark.internals;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/** The settings of a session, which its public face tells one by one only. */
public final class SessionSettings {
    private SessionSettings() {}

    /** Returns Hadoop's settings, and above them all that were set in the session: a copy. */
    public static Configuration hadoop(SparkSession spark) {
        return SparkLine.state(spark).newHadoopConf();
    }

    /** Returns a session with the same tables and functions, and settings of its own that begin as this one's. */
    public static SparkSession copy(SparkSession spark) {
        return SparkLine.copy(spark);
    }

    /** Returns Spark SQL's settings. */
    public static SQLConf sql(SparkSession spark) {
        return SparkLine.state(spark).conf();
    }
}
