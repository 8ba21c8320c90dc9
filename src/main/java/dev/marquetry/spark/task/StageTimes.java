package dev.marquetry.spark.task;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

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
    public static final StageTimes NONE = new StageTimes(0, 0, 0, 0, 0, 0);

    /** Returns the sum, stage by stage. */
    public StageTimes plus(StageTimes other) {
        return new StageTimes(
                fetch + other.fetch,
                decode + other.decode,
                resize + other.resize,
                convert + other.convert,
                model + other.model,
                write + other.write);
    }

    /** Returns nanoseconds by the name of the stage, in the order of an image's way. */
    public Map<String, Long> byStage() {
        Map<String, Long> stages = new LinkedHashMap<>();
        stages.put("fetch", fetch);
        stages.put("decode", decode);
        stages.put("resize", resize);
        stages.put("convert", convert);
        if (model > 0) {
            stages.put("model", model);
        }
        stages.put("write", write);
        return stages;
    }
}
