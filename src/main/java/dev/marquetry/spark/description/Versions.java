package dev.marquetry.spark.description;

import dev.marquetry.spark.internals.BuildVersions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.package$;

/** Tells what this build is made of, and what it runs on. */
public final class Versions {
    private Versions() {}

    /** Returns every version by the name of the software, those of the running Spark and Java included. */
    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("marquetry", BuildVersions.of("version"));
        // That of the cluster, which may be a later one than Marquetry is built with.
        all.put("spark", package$.MODULE$.SPARK_VERSION());
        for (String name : List.of("djl", "pytorch", "opencv")) {
            all.put(name, BuildVersions.of(name));
        }
        all.put("java", Runtime.version().toString());
        return Collections.unmodifiableMap(all);
    }
}
