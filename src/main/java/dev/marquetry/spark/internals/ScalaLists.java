package dev.marquetry.spark.internals;

import java.util.ArrayList;
import java.util.List;
import scala.collection.Iterator;
import scala.collection.Seq;
import scala.collection.immutable.List$;
import scala.collection.immutable.Vector;

/**
 * Turns lists into those that Spark's Scala interfaces take, and back.
 *
 * <p>What Scala calls {@code Seq} is {@code scala.collection.Seq} in 2.12 and {@code immutable.Seq} from 2.13 on; a
 * vector is both.
 */
public final class ScalaLists {
    private ScalaLists() {}

    /** Returns a copy of the list. */
    public static <T> Vector<T> of(List<? extends T> list) {
        scala.collection.immutable.List<T> result = List$.MODULE$.<T>empty();
        for (int index = list.size() - 1; index >= 0; index--) {
            result = result.$colon$colon(list.get(index));
        }
        return result.toVector();
    }

    /** Returns a copy of the list. */
    public static <T> List<T> toJava(Seq<? extends T> list) {
        List<T> result = new ArrayList<>(list.size());
        for (Iterator<? extends T> each = list.iterator(); each.hasNext(); ) {
            result.add(each.next());
        }
        return result;
    }
}
