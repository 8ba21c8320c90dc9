package dev.marquetry.spark.internals;

import java.util.Map;
import scala.$less$colon$less$;
import scala.jdk.javaapi.CollectionConverters;

/** Turns maps into those that Spark's Scala interfaces take, and back. */
public final class ScalaMaps {
    private ScalaMaps() {}

    /** Returns a copy of the map. */
    public static <K, V> scala.collection.immutable.Map<K, V> of(Map<K, V> map) {
        return CollectionConverters.asScala(map).toMap($less$colon$less$.MODULE$.refl());
    }

    /** Returns a view of the map. */
    public static <K, V> Map<K, V> toJava(scala.collection.immutable.Map<K, V> map) {
        return CollectionConverters.asJava(map);
    }
}
