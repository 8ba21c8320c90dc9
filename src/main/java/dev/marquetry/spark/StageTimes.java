package dev.marquetry.spark;

import java.io.Serializable;

/**
 * Where the time of tasks went, in nanoseconds, summed over tasks.
 *
 * @param fetch waiting for bytes
 * @param decode from bytes to samples
 * @param resize crop, pad and resize
 * @param convert engine calls and the layout of cells
 * @param model running the models
 * @param write everything that Spark does with a row: encoding, compressing, writing
 */
public record StageTimes(long fetch, long decode, long resize, long convert, long model, long write)
        implements Serializable {
    static final StageTimes NONE = new StageTimes(0, 0, 0, 0, 0, 0);

    StageTimes plus(StageTimes other) {
        return new StageTimes(
                fetch + other.fetch,
                decode + other.decode,
                resize + other.resize,
                convert + other.convert,
                model + other.model,
                write + other.write);
    }
}
