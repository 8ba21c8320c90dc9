package dev.marquetry.spark.publish;

import dev.marquetry.spark.internals.SessionSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the data files of a run are committed.
 *
 * <p>On S3 a rename is a copy, so S3A's magic committer is taken, which makes uploads visible in place; elsewhere, and
 * where the session names its own committer, Spark's choice stands.
 */
public final class CommitSettings {
    private static final String S3A = "s3a";
    private static final String PROTOCOL = "spark.sql.sources.commitProtocolClass";
    private static final String PATH_PROTOCOL = "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol";
    private static final String PARQUET_COMMITTER = "spark.sql.parquet.output.committer.class";
    private static final String BINDING = "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter";
    private static final String COMMITTER = "fs.s3a.committer.name";
    private static final String COMMITTER_ID = "fs.s3a.committer.uuid";
    private static final String ABORT_ALL_UPLOADS = "fs.s3a.committer.abort.pending.uploads";
    private static final Logger LOG = LoggerFactory.getLogger(CommitSettings.class);

    private CommitSettings() {}

    /**
     * Returns whether tasks write below the folder itself, where their files appear when the job is committed; else
     * they are written elsewhere and moved.
     */
    public static boolean writesInPlace(Path folder, SparkSession spark) {
        Map<String, String> settings = of(folder, spark, "");
        if (settings.isEmpty()) {
            return false;
        }
        String own = SessionSettings.hadoop(spark).get(COMMITTER, "");
        return !settings.getOrDefault(COMMITTER, own).equals("file");
    }

    /**
     * Returns the options that a write to the folder needs beyond the session's settings.
     *
     * @param run the run's id, by which it finds again what its committer kept in the folder
     */
    public static Map<String, String> of(Path folder, SparkSession spark, String run) {
        String protocol = spark.conf().get(PROTOCOL, PATH_PROTOCOL);
        if (!S3A.equals(folder.toUri().getScheme()) || !protocol.equals(PATH_PROTOCOL)) {
            return Map.of();
        }
        if (!isOnClassPath(BINDING)) {
            LOG.warn(
                    "Files are committed to {} by copying them: spark-hadoop-cloud, which S3A's committers need, is not"
                            + " on the class path",
                    folder);
            return Map.of();
        }
        Configuration configuration = SessionSettings.hadoop(spark);
        Map<String, String> settings = new LinkedHashMap<>();
        // A committer that cleans up would abort the uploads of every other run, too.
        settings.put(ABORT_ALL_UPLOADS, "false");
        settings.put(COMMITTER_ID, run);
        if (isDefault(configuration, PARQUET_COMMITTER)) {
            settings.put(PARQUET_COMMITTER, BINDING);
        }
        if (isDefault(configuration, COMMITTER)) {
            settings.put(COMMITTER, "magic");
        }
        return settings;
    }

    private static boolean isOnClassPath(String name) {
        try {
            Class.forName(name, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    /** Hadoop's own defaults come from files that are named for it. */
    private static boolean isDefault(Configuration configuration, String key) {
        String[] sources = configuration.getPropertySources(key);
        return sources == null || Arrays.stream(sources).allMatch(source -> source.endsWith("-default.xml"));
    }
}
