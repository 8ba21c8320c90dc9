package dev.marquetry.spark.engine;

import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.TensorConverter;
import dev.marquetry.tensor.TensorEngine;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What an executor's engine makes of every sample that there can be, or why it makes nothing.
 *
 * <p>An executor is asked, not the driver, which may have neither PyTorch nor a GPU. So a cluster that cannot do what
 * was asked for says so before the first image is read. Made of arrays and text alone: Spark may be set to ship it with
 * Kryo, which does not take Java's own collections.
 */
final class LookupTableProbe implements Serializable {
    private final byte[] table;
    private final String device;
    private final String[] failure;

    private LookupTableProbe(byte[] table, String device, String... failure) {
        this.table = table;
        this.device = device;
        this.failure = failure;
    }

    /**
     * Runs one small task.
     *
     * @throws UserException if the executor has not the engine or the device that was asked for
     */
    static LookupTableProbe run(JavaSparkContext context, int channels, TensorOptions tensor, EngineOptions engine) {
        LookupTableProbe probe = context.parallelize(List.of(channels), 1)
                .map(count -> evaluate(count, tensor, engine))
                .collect()
                .get(0);
        if (probe.failure.length > 0) {
            throw new UserException(UserException.Kind.RUN, probe.failure[0], probe.failure[1], probe.failure[2]);
        }
        return probe;
    }

    private static LookupTableProbe evaluate(int channels, TensorOptions tensor, EngineOptions options) {
        NativeCaches.prepare();
        try {
            TensorEngine engine = TensorEngine.open(options.device(), CellConverter.assignedGpu());
            try (TensorConverter converter = new TensorConverter(tensor, engine)) {
                byte[] table = converter.table(channels);
                return new LookupTableProbe(table, engine.deviceName());
            }
        } catch (EngineUnavailableException unavailable) {
            return new LookupTableProbe(
                    new byte[0], "none", unavailable.problem(), unavailable.reason(), unavailable.cure());
        }
    }

    /** Returns the values by channel and sample, little-endian. */
    byte[] table() {
        return table.clone();
    }

    /** Returns the device that made them. */
    String device() {
        return device;
    }
}
