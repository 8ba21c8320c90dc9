package dev.marquetry.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.marquetry.options.Layout;

/**
 * A batch of pixels on the engine's device, to be run through models.
 *
 * <p>It is a scope of native memory: what models are given lives until it is closed. For one thread.
 */
public final class ModelBatch implements AutoCloseable {
    private final NDManager scope;
    private final NDArray samples;
    private final TensorConverter converter;

    /**
     * @param scope owns the samples, closed along with the batch
     * @param samples N x C x H x W, over HWC memory
     * @param converter makes values of samples
     */
    ModelBatch(NDManager scope, NDArray samples, TensorConverter converter) {
        this.scope = scope;
        this.samples = samples;
        this.converter = converter;
    }

    int size() {
        return Math.toIntExact(samples.getShape().get(0));
    }

    /**
     * Returns the converted values, lying in one piece in the layout that is asked for.
     *
     * <p>They are made anew for every model, which may overwrite them. Planes are made while a sample is a byte, and
     * also for HWC: normalizing values whose channels alternate takes longer than turning them afterwards.
     */
    NDArray values(Layout layout) {
        NDArray planes = converter.values(inOnePiece(samples));
        return switch (layout) {
            case CHW -> planes;
            case HWC -> inOnePiece(planes.transpose(0, 2, 3, 1));
        };
    }

    private static NDArray inOnePiece(NDArray turned) {
        Shape shape = turned.getShape();
        return turned.reshape(shape.get(0), shape.size() / shape.get(0)).reshape(shape);
    }

    @Override
    public void close() {
        scope.close();
    }
}
