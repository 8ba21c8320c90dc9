package dev.marquetry.spark.sql;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.spark.engine.ArrayColumn;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code image_array}: the array of an image, from the bytes of its file.
 *
 * <p>Opens decoder and engine at the first image of a task and closes them when the task ends. It says of itself that
 * it is not deterministic: Spark evaluates such a function once for each row, where it would otherwise write it into
 * every filter and column that uses its result.
 */
final class ImageArrayFunction implements ScalarFunction<InternalRow> {
    private static final long serialVersionUID = 1L;

    private final ArrayOptions options;
    private final StructType type;
    private transient ArrayConverter opened;
    private transient TaskContext openedIn;

    /** Makes the function of these options, which have no models. */
    ImageArrayFunction(ArrayOptions options) {
        this.options = options;
        this.type = ResultRows.type(
                ArrayColumn.analyzed(options.image(), options.tensor()).column());
    }

    @Override
    public String name() {
        return SqlFunctions.IMAGE_ARRAY;
    }

    @Override
    public String canonicalName() {
        return "dev.marquetry." + name() + options;
    }

    @Override
    public DataType[] inputTypes() {
        return new DataType[] {DataTypes.BinaryType};
    }

    @Override
    public DataType resultType() {
        return type;
    }

    @Override
    public boolean isResultNullable() {
        return false;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public synchronized InternalRow produceResult(InternalRow input) {
        byte[] content = input.isNullAt(0) ? null : input.getBinary(0);
        TaskContext task = TaskContext.get();
        if (task == null) {
            // Spark evaluates a few local rows on the driver, where nothing says when they end.
            try (ArrayConverter converter = ArrayConverter.open(options)) {
                return converter.convert(content);
            }
        }
        if (openedIn != task) {
            ArrayConverter converter = ArrayConverter.open(options);
            task.addTaskCompletionListener(ended -> {
                converter.close();
            });
            opened = converter;
            openedIn = task;
        }
        return opened.convert(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageArrayFunction function && options.equals(function.options);
    }

    @Override
    public int hashCode() {
        return options.hashCode();
    }
}
