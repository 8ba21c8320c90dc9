package dev.marquetry.spark.publish;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Hadoop's settings for writing to an output folder. */
public final class OutputSettings {
    private static final Map<String, String> EVERYWHERE = Map.of(
            "mapreduce.fileoutputcommitter.marksuccessfuljobs", "false", "parquet.summary.metadata.level", "NONE");

    /**
     * Without checksum files, which break readers that take every file of a folder for data. Only where the output is
     * local: what S3A buffers on disk goes through a local file system that must be Hadoop's usual one.
     */
    private static final Map<String, String> LOCAL =
            Map.of("fs.file.impl", RawLocalFileSystem.class.getName(), "fs.file.impl.disable.cache", "true");

    private OutputSettings() {}

    /** Returns the settings that a write to the folder needs beyond those of the configuration. */
    public static Map<String, String> of(String folder, Configuration configuration) {
        Map<String, String> settings = new LinkedHashMap<>(EVERYWHERE);
        String scheme = new Path(folder).toUri().getScheme();
        if ("file"
                .equals(scheme == null ? FileSystem.getDefaultUri(configuration).getScheme() : scheme)) {
            settings.putAll(LOCAL);
        }
        return settings;
    }

    /** Returns a copy of the configuration that holds the settings for the folder. */
    public static Configuration configuration(String folder, Configuration configuration) {
        Configuration copy = new Configuration(configuration);
        of(folder, configuration).forEach(copy::set);
        return copy;
    }
}
