package dev.marquetry.spark.model;

import dev.marquetry.options.ModelOptions;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.tensor.ModelOutput;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructField;

/**
 * A model whose trial has told what its column holds.
 *
 * @param options the model, its path qualified with its file system
 * @param sha256 of the model's files, in hexadecimal
 * @param device the device that it was tried on
 * @param column what the column holds
 */
public record ModelColumn(ModelOptions options, String sha256, String device, TensorColumn column)
        implements Serializable {
    /** Returns the declaration of the column. */
    public StructField field() {
        return column.toField(options.column());
    }

    /** Returns what files and reports say of it, in an order that is always the same. */
    public Map<String, Object> described() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("column", options.column());
        described.put("dtype", column.dtype().numpyName());
        described.put("shape", column.shape().orElseThrow());
        described.put("path", options.path());
        described.put("sha256", sha256);
        described.put("engine", options.engine());
        described.put("input", options.input().name());
        return described;
    }

    /**
     * Checks what the model gave for a batch against what it gave in its trial.
     *
     * @throws RejectException if the type or the shape is another one
     */
    List<byte[]> cells(ModelOutput output) throws RejectException {
        List<Integer> shape = column.shape().orElseThrow();
        if (!output.dtype().equals(column.dtype().numpyName())
                || !output.shape().equals(shape)) {
            throw new RejectException(
                    RejectCode.OUTPUT,
                    "it gives arrays of " + output.dtype() + " of shape " + output.shape() + ", and the column holds "
                            + column.dtype().numpyName() + " of shape " + shape);
        }
        return output.cells();
    }
}
