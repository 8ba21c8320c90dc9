package dev.marquetry.source;

import dev.marquetry.options.UserException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.VersionInfo;

/**
 * How many paths of an input have which scheme: counted where the rows are, added up on the driver, and compared with
 * the file systems that there are before any image is read.
 */
public final class InputSchemes implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What stands in place of the file system that was. */
    private static final String REMOVED = "org.apache.hadoop.fs.s3native.NativeS3FileSystem";

    private static final String RELATIVE = "";
    private static final String HADOOP =
            "add the library org.apache.hadoop:%s:" + VersionInfo.getVersion() + " (spark.jars.packages)";
    private static final Map<String, String> CURES = Map.ofEntries(
            Map.entry("s3", "write s3a:// in place of s3://"),
            Map.entry("s3n", "write s3a:// in place of s3n://"),
            Map.entry("s3a", library("hadoop-aws")),
            Map.entry(
                    "gs", "add Google's gcs-connector for Hadoop 3 (com.google.cloud.bigdataoss, spark.jars.packages)"),
            Map.entry("abfs", library("hadoop-azure")),
            Map.entry("abfss", library("hadoop-azure")),
            Map.entry("wasb", library("hadoop-azure")),
            Map.entry("wasbs", library("hadoop-azure")),
            Map.entry("oss", library("hadoop-aliyun")),
            Map.entry("cosn", library("hadoop-cos")),
            Map.entry("obs", library("hadoop-huaweicloud")));

    /** No map of the JDK's immutable ones: Spark may be set to ship it with Kryo. */
    private final HashMap<String, Long> rows = new HashMap<>();

    /** Counts a path as it stands in the input; null and blank ones have no scheme. */
    public void add(String path) {
        if (path != null && !path.isBlank() && !path.startsWith("/")) {
            rows.merge(PathResolver.scheme(path).orElse(RELATIVE), 1L, Long::sum);
        } else if (path != null && path.startsWith("/")) {
            rows.merge("/", 1L, Long::sum);
        }
    }

    /** Adds what was counted elsewhere. */
    public void addAll(InputSchemes others) {
        others.rows.forEach((scheme, count) -> rows.merge(scheme, count, Long::sum));
    }

    /**
     * Returns what is to be said before anything is read: of schemes that no file system answers to, and of those that
     * are not allowed.
     *
     * @param resolver opens the paths
     * @param configuration Hadoop's settings for the images' file systems
     * @throws UserException if no file system answers to any path
     */
    public List<String> warnings(PathResolver resolver, Configuration configuration) {
        List<String> warnings = new ArrayList<>();
        long hopeless = 0;
        String problem = null;
        String cause = null;
        String cure = null;
        for (Map.Entry<String, Long> entry : counted(resolver).entrySet()) {
            String scheme = entry.getKey();
            if (!resolver.allows(scheme)) {
                warnings.add(count(entry.getValue()) + " of " + scheme + " will be rejected, as input.schemes does not"
                        + " name " + scheme);
                continue;
            }
            String reason = missing(scheme, configuration).orElse(null);
            if (reason != null) {
                hopeless += entry.getValue();
                problem = "no file system answers to " + scheme + "://, the scheme of " + count(entry.getValue());
                cause = reason;
                cure = CURES.getOrDefault(scheme, "check the spelling, or add the library of that file system");
                warnings.add(problem + ": they will be rejected; " + cure);
            }
        }
        if (problem != null && hopeless == all()) {
            throw new UserException(UserException.Kind.USAGE, "input.path: " + problem, cause, cure);
        }
        return warnings;
    }

    private long all() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The schemes that there are, in order, relative paths under that of the base. */
    private Map<String, Long> counted(PathResolver resolver) {
        Map<String, Long> counted = new TreeMap<>();
        rows.forEach((scheme, count) -> {
            String actual = RELATIVE.equals(scheme) ? resolver.baseScheme().orElse("/") : scheme;
            if (!"/".equals(actual)) {
                counted.merge(actual, count, Long::sum);
            }
        });
        return counted;
    }

    /** Returns why no file system answers to a scheme; a library that is not there may show in any way. */
    private static Optional<String> missing(String scheme, Configuration configuration) {
        try {
            Class<?> found = FileSystem.getFileSystemClass(scheme, configuration);
            return REMOVED.equals(found.getName())
                    ? Optional.of("Hadoop has no longer a file system for it")
                    : Optional.empty();
        } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    private static String library(String name) {
        return String.format(Locale.ROOT, HADOOP, name);
    }

    private static String count(long rows) {
        return String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "path" : "paths");
    }
}
