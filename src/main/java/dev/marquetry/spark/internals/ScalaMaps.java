package dev.marquetry.spark.internals;

import java.util.Map;
import scala.collection.immutable.Map$;

/** Turns maps into those that Spark's Scala interfaces take. */
public final class ScalaMaps {
    private ScalaMaps() {}

    /** Returns a copy of the map. */
    public static scala.collection.immutable.Map<String, String> of(Map<String, String> map) {
        scala.collection.immutable.Map<String, String> result = Map$.MODULE$.empty();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            result = result.updated(entry.getKey(), entry.getValue());
        }
        return result;
    }
}
