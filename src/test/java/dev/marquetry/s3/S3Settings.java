package dev.marquetry.s3;

import dev.marquetry.SparkSessions;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** What a Spark session has to be told of an S3 server of the tests. */
public final class S3Settings {
    /** Nobody's key: the server takes any. */
    public static final String ACCESS_KEY = "AKIAMARQUETRYTESTKEY";

    /** Nobody's secret. */
    public static final String SECRET_KEY = "marquetry/secret+of+nobody/0123456789abcd";

    private S3Settings() {}

    /** Returns Hadoop's settings, with keys that begin with {@code fs.s3a.}. */
    public static Map<String, String> hadoop(URI endpoint) {
        return Map.of(
                "fs.s3a.retry.limit",
                "6",
                "fs.s3a.endpoint",
                endpoint.toString(),
                "fs.s3a.endpoint.region",
                "us-east-1",
                "fs.s3a.path.style.access",
                "true",
                "fs.s3a.connection.ssl.enabled",
                "false",
                "fs.s3a.access.key",
                ACCESS_KEY,
                "fs.s3a.secret.key",
                SECRET_KEY);
    }

    /** Returns the same for a Spark configuration or {@code spark-submit --conf}. */
    public static Map<String, String> spark(URI endpoint) {
        Map<String, String> settings = new TreeMap<>();
        hadoop(endpoint).forEach((key, value) -> settings.put("spark.hadoop." + key, value));
        return settings;
    }

    /** Returns a new session on the tests' shared context, whose {@code s3a://} paths are at the endpoint. */
    public static SparkSession session(URI endpoint) {
        SparkSession session = SparkSessions.shared().newSession();
        hadoop(endpoint).forEach((key, value) -> session.conf().set(key, value));
        return session;
    }
}
