package dev.marquetry.source;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;
import scala.Tuple2;

/**
 * Gathers what was passed over in each branch of a listing. A branch that is listed again, because its task was tried
 * again or its rows were lost, counts once.
 */
final class PassedOverCounts extends AccumulatorV2<Tuple2<String, PassedOver>, PassedOver> {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, PassedOver> branches = new HashMap<>();

    @Override
    public boolean isZero() {
        return branches.isEmpty();
    }

    @Override
    public PassedOverCounts copy() {
        PassedOverCounts copy = new PassedOverCounts();
        copy.branches.putAll(copied());
        return copy;
    }

    @Override
    public synchronized void reset() {
        branches.clear();
    }

    @Override
    public synchronized void add(Tuple2<String, PassedOver> branch) {
        branches.put(branch._1(), branch._2());
    }

    @Override
    public void merge(AccumulatorV2<Tuple2<String, PassedOver>, PassedOver> other) {
        Map<String, PassedOver> others = ((PassedOverCounts) other).copied();
        synchronized (this) {
            branches.putAll(others);
        }
    }

    private synchronized Map<String, PassedOver> copied() {
        return new HashMap<>(branches);
    }

    @Override
    public PassedOver value() {
        return copied().values().stream().reduce(PassedOver.NONE, PassedOver::plus);
    }
}
