package dev.marquetry.spark.engine;

import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.SampleTable;
import dev.marquetry.tensor.TensorConverter;
import dev.marquetry.tensor.TensorEngine;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the lookup table of {@link ArrayColumn#analyzed} against the engine of this executor, once per process, options
 * and device.
 *
 * <p>To be run by each task before its first row, so that no row is written with values that the engine would not give.
 */
public final class EngineTableCheck {
    private static final Set<Checked> EQUAL = new HashSet<>();

    private EngineTableCheck() {}

    /** What was checked. */
    private record Checked(int channels, TensorOptions tensor, DeviceChoice device, Optional<String> gpu) {}

    /**
     * Checks the table, unless samples are wanted as they are, or this process has checked it.
     *
     * @param channels the number of channels
     * @param tensor what samples are converted to
     * @param options how the engine is run
     * @throws EngineUnavailableException if this executor has not the engine or the device that was asked for
     * @throws IllegalStateException if the engine gives another value, which is an error of ours
     */
    public static void run(int channels, TensorOptions tensor, EngineOptions options)
            throws EngineUnavailableException {
        if (CellConverter.isIdentity(tensor)) {
            return;
        }
        Checked checked = new Checked(channels, tensor, options.device(), CellConverter.assignedGpu());
        synchronized (EQUAL) {
            if (!EQUAL.contains(checked)) {
                NativeCaches.prepare();
                TensorEngine engine = TensorEngine.open(options.device(), checked.gpu());
                try (TensorConverter converter = new TensorConverter(tensor, engine)) {
                    requireEqual(
                            SampleTable.of(tensor, channels), converter.table(channels), tensor, engine.deviceName());
                }
                EQUAL.add(checked);
            }
        }
    }

    /**
     * Checks the table in a task, as {@link #run} does; an executor without the engine or the device fails the task.
     */
    public static void runInTask(int channels, TensorOptions tensor, EngineOptions options) {
        try {
            run(channels, tensor, options);
        } catch (EngineUnavailableException unavailable) {
            throw unavailable.asTaskFailure();
        }
    }

    /** Compares the tables, byte by byte. */
    static void requireEqual(byte[] expected, byte[] ofEngine, TensorOptions tensor, String device) {
        int difference = Arrays.mismatch(expected, ofEngine);
        if (difference < 0) {
            return;
        }
        int bytes = tensor.dtype().bytes();
        int element = difference / bytes;
        throw new IllegalStateException("PyTorch on " + device + " converts the sample " + element % TensorColumn.CODES
                + " of channel " + element / TensorColumn.CODES + " to another "
                + tensor.dtype().numpyName()
                + " than Java: the bytes are " + shown(ofEngine, element * bytes, bytes) + " and not "
                + shown(expected, element * bytes, bytes) + ", with " + tensor
                + "; this is an error of Marquetry's own: please report it with the version of PyTorch");
    }

    private static String shown(byte[] table, int from, int bytes) {
        return from + bytes > table.length ? "missing" : HexFormat.of().formatHex(table, from, from + bytes);
    }
}
