package dev.marquetry.spark.model;

import dev.marquetry.options.DType;
import dev.marquetry.options.ModelOptions;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.UserException;
import dev.marquetry.tensor.EngineUnavailableException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** What a model made of its trial, or why it makes nothing. Goes to the driver by any of Spark's serialisers. */
final class TrialOutcome implements Serializable {
    private static final String[] NONE = {};

    private final String dtype;
    private final int[] shape;
    private final String sha256;
    private final String device;
    private final String failure;
    private final String[] unavailable;

    private TrialOutcome(
            String dtype, int[] shape, String sha256, String device, String failure, String[] unavailable) {
        this.dtype = dtype;
        this.shape = shape;
        this.sha256 = sha256;
        this.device = device;
        this.failure = failure;
        this.unavailable = unavailable;
    }

    static TrialOutcome succeeded(String dtype, List<Integer> shape, String sha256, String device) {
        int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
        return new TrialOutcome(dtype, sizes, sha256, device, null, NONE);
    }

    static TrialOutcome failed(String cause) {
        return new TrialOutcome(null, null, null, null, cause, NONE);
    }

    static TrialOutcome unavailable(EngineUnavailableException failure) {
        String[] words = {failure.problem(), failure.reason(), failure.cure()};
        return new TrialOutcome(null, null, null, null, null, words);
    }

    /**
     * Returns what the model's column holds.
     *
     * @throws UserException if the trial failed
     */
    ModelColumn column(ModelOptions model) {
        if (unavailable.length > 0) {
            throw new UserException(UserException.Kind.RUN, unavailable[0], unavailable[1], unavailable[2]);
        }
        if (failure != null) {
            throw refused(model, failure);
        }
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        try {
            TensorColumn column = TensorColumn.ofShape(DType.of(dtype), List.of(), sizes);
            return new ModelColumn(model, sha256, device, column);
        } catch (IllegalArgumentException impossible) {
            throw refused(model, impossible.getMessage());
        }
    }

    /** Says that a model cannot be used, and what is to be looked at. */
    static UserException refused(ModelOptions model, String cause) {
        return new UserException(
                UserException.Kind.USAGE,
                "the model of the column " + model.column() + " cannot be used: " + model.path(),
                cause,
                "check model.path, model.engine and model.input, and that the model takes batches of images in the size"
                        + " of resize.* and the type tensor.dtype");
    }
}
