package dev.marquetry.spark.internals;

import java.util.Map;
import scala.Predef$;
import scala.collection.JavaConverters;

/** Turns maps into those that Spark's Scala interfaces take, and back. */
public final class ScalaMaps {
    private ScalaMaps() {}

    /** Returns a copy of the map. */
    public static <K, V> scala.collection.immutable.Map<K, V> of(Map<K, V> map) {
        return JavaConverters.mapAsScalaMap(map).toMap(Predef$.MODULE$.$conforms());
    }

    /** Returns a view of the map. */
    public static <K, V> Map<K, V> toJava(scala.collection.immutable.Map<K, V> map) {
        return JavaConverters.mapAsJavaMap(map);
    }
}
