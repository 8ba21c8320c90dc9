package dev.marquetry.spark.engine;

import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Layout;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.tensor.SampleTable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.types.StructField;

/**
 * The tensor column of a conversion: what it declares, and what tasks put into its cells.
 *
 * <p>The conversion acts on each 8-bit sample alone, so the engine evaluates it once, for all samples that there can
 * be; its result becomes the column's lookup table, and cells hold the samples. Only the order of the axes is left to
 * do per image.
 *
 * @param column the declaration
 * @param cells what tasks convert pixels to
 * @param device the device that evaluated the table, or {@code none} where there is nothing to compute
 */
public record ArrayColumn(TensorColumn column, TensorOptions cells, String device) {
    /**
     * Makes the column, asking an executor's engine where there is anything to compute.
     *
     * @throws UserException if no executor has the engine or the device that was asked for
     */
    public static ArrayColumn of(
            JavaSparkContext context, ImageOptions image, TensorOptions tensor, EngineOptions engine) {
        ArrayColumn plainColumn = withoutTable(image, tensor);
        TensorColumn plain = plainColumn.column();
        boolean asDecoded = CellConverter.isIdentity(tensor);
        boolean resizesOnDevice = PixelStep.isForDevice(image, engine);
        if (asDecoded && !resizesOnDevice && engine.device() != DeviceChoice.GPU) {
            return plainColumn;
        }
        LookupTableProbe probe = LookupTableProbe.run(context, image.mode().channels(), tensor, engine);
        TensorColumn column =
                tensor.dtype() == DType.UINT8 ? plain : plain.withLookupTable(onlyOneIfEqual(probe.table(), tensor));
        return new ArrayColumn(column, plainColumn.cells(), asDecoded && !resizesOnDevice ? "none" : probe.device());
    }

    /**
     * Makes the column without asking any executor: its lookup table is Java's, which tasks have to hold against their
     * engine by {@link EngineTableCheck}. It names no device.
     */
    public static ArrayColumn analyzed(ImageOptions image, TensorOptions tensor) {
        ArrayColumn plain = withoutTable(image, tensor);
        if (tensor.dtype() == DType.UINT8) {
            return plain;
        }
        byte[] table = SampleTable.of(tensor, image.mode().channels());
        return new ArrayColumn(
                plain.column().withLookupTable(onlyOneIfEqual(table, tensor)), plain.cells(), plain.device());
    }

    /** Returns the column as the schema of {@code data} has it. */
    public StructField field() {
        return column.toField(RowSchema.IMAGE);
    }

    /** Returns the column without its values, for what computes nothing. */
    public static ArrayColumn withoutTable(ImageOptions image, TensorOptions tensor) {
        TensorOptions samples = TensorOptions.of(DType.UINT8).withLayout(tensor.layout());
        return new ArrayColumn(declare(image, tensor), samples, "none");
    }

    /** Returns what the column holds, without a lookup table. */
    public static TensorColumn declare(ImageOptions image, TensorOptions tensor) {
        DType type = tensor.dtype();
        List<String> dimensions = ordered(tensor.layout(), "H", "W", "C");
        if (image.resize().method() == ResizeMethod.NONE) {
            return TensorColumn.varying(type, dimensions, ordered(tensor.layout(), "height", "width", "channels"));
        }
        return TensorColumn.ofShape(
                type,
                dimensions,
                ordered(
                        tensor.layout(),
                        image.resize().height(),
                        image.resize().width(),
                        image.mode().channels()));
    }

    private static <T> List<T> ordered(Layout layout, T height, T width, T channels) {
        return switch (layout) {
            case HWC -> List.of(height, width, channels);
            case CHW -> List.of(channels, height, width);
        };
    }

    /** Channels without statistics of their own share one table, which makes the codes bytes. */
    private static byte[] onlyOneIfEqual(byte[] tables, TensorOptions tensor) {
        int one = TensorColumn.CODES * tensor.dtype().bytes();
        for (int start = one; start < tables.length; start += one) {
            if (!Arrays.equals(tables, 0, one, tables, start, start + one)) {
                return tables;
            }
        }
        return Arrays.copyOf(tables, one);
    }
}
