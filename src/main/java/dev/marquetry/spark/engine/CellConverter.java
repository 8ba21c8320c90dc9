package dev.marquetry.spark.engine;

import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.DType;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.Layout;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.TensorConverter;
import dev.marquetry.tensor.TensorEngine;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * Makes the cells of the tensor column in one task, with the engine where there is something to compute.
 *
 * <p>Samples that are wanted as they are need no engine, so a task that only decodes does not start one.
 */
public final class CellConverter implements AutoCloseable {
    private final TensorOptions options;
    private final EngineOptions engineOptions;
    private TensorConverter converter;

    /** Makes a converter, which starts no engine yet. */
    public CellConverter(TensorOptions options, EngineOptions engineOptions) {
        this.options = options;
        this.engineOptions = engineOptions;
    }

    /** Returns whether cells are the samples as they were decoded. */
    public static boolean isIdentity(TensorOptions options) {
        return options.dtype() == DType.UINT8 && options.layout() == Layout.HWC;
    }

    /**
     * Converts images of one shape.
     *
     * @throws EngineUnavailableException if the engine does not start in this executor
     */
    public List<byte[]> convert(List<Pixels> batch) throws EngineUnavailableException {
        if (isIdentity(options)) {
            return batch.stream().map(Pixels::data).toList();
        }
        if (converter == null) {
            converter = new TensorConverter(options, TensorEngine.open(engineOptions.device(), assignedGpu()));
        }
        return converter.convert(batch);
    }

    /** Returns the address of the GPU that Spark's scheduler assigned to the running task, if any. */
    public static Optional<String> assignedGpu() {
        TaskContext context = TaskContext.get();
        ResourceInformation gpu =
                context == null ? null : context.resourcesJMap().get("gpu");
        return gpu == null || gpu.addresses().length == 0 ? Optional.empty() : Optional.of(gpu.addresses()[0]);
    }

    @Override
    public void close() {
        if (converter != null) {
            converter.close();
        }
    }
}
