package dev.marquetry.spark;

import dev.marquetry.image.Pixels;
import dev.marquetry.tensor.DType;
import dev.marquetry.tensor.EngineOptions;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.Layout;
import dev.marquetry.tensor.TensorConverter;
import dev.marquetry.tensor.TensorEngine;
import dev.marquetry.tensor.TensorOptions;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * Makes the cells of the tensor column in one task, with the engine where there is something to compute.
 *
 * <p>Samples that are wanted as they are need no engine, so a task that only decodes does not start one.
 */
final class CellConverter implements AutoCloseable {
    private final TensorOptions options;
    private final EngineOptions engineOptions;
    private TensorConverter converter;

    CellConverter(TensorOptions options, EngineOptions engineOptions) {
        this.options = options;
        this.engineOptions = engineOptions;
    }

    /** Returns whether cells are the samples as they were decoded. */
    static boolean isIdentity(TensorOptions options) {
        return options.dtype() == DType.UINT8 && options.layout() == Layout.HWC;
    }

    /**
     * Converts images of one shape.
     *
     * @throws EngineUnavailableException if the engine does not start in this executor
     */
    List<byte[]> convert(List<Pixels> batch) throws EngineUnavailableException {
        if (isIdentity(options)) {
            return batch.stream().map(Pixels::data).toList();
        }
        if (converter == null) {
            converter = new TensorConverter(options, TensorEngine.open(engineOptions.device(), assignedGpu()));
        }
        return converter.convert(batch);
    }

    /** Returns the address of the GPU that Spark's scheduler assigned to the running task, if any. */
    static Optional<String> assignedGpu() {
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
