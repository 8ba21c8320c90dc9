package dev.marquetry.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a model made of a batch: one array of numbers per image, all of one shape.
 *
 * @param dtype NumPy's name of the elements' type
 * @param shape the shape of one image's array, at least one dimension
 * @param cells the little-endian bytes of each image's array, row-major, in the order of the batch
 */
public record ModelOutput(String dtype, List<Integer> shape, List<byte[]> cells) {
    private static final Map<DataType, String> NUMPY_NAMES = Map.of(
            DataType.UINT8, "uint8",
            DataType.INT32, "int32",
            DataType.INT64, "int64",
            DataType.FLOAT16, "float16",
            DataType.FLOAT32, "float32",
            DataType.FLOAT64, "float64");

    /** Copies the shape; the cells are the receiver's. */
    public ModelOutput {
        shape = List.copyOf(shape);
    }

    /**
     * Takes the arrays that a model gave out of native memory.
     *
     * @param arrays what the model gave
     * @param images the size of the batch
     * @throws RejectException if they are not one array of numbers with the batch's size first
     */
    static ModelOutput of(NDList arrays, int images) throws RejectException {
        if (arrays.size() != 1) {
            throw refused("one array is needed, and it gives " + arrays.size());
        }
        NDArray array = arrays.get(0);
        String dtype = NUMPY_NAMES.get(array.getDataType());
        if (dtype == null) {
            throw refused("numbers of type uint8, int32, int64, float16, float32 or float64 are needed, and it gives "
                    + array.getDataType().name().toLowerCase(Locale.ROOT));
        }
        Shape shape = array.getShape();
        if (shape.dimension() == 0 || shape.get(0) != images) {
            throw refused("the first size must be that of the batch, and for a batch of " + images
                    + " it gives an array of shape " + Arrays.toString(shape.getShape()));
        }
        if (shape.size() == 0) {
            throw refused("an image's array must have an element at least, and for a batch of " + images
                    + " it gives one of shape " + Arrays.toString(shape.getShape()));
        }
        return new ModelOutput(dtype, shapeOfOne(shape), Cells.split(array.toByteBuffer(), images));
    }

    /** A number per image becomes an array of one element. */
    private static List<Integer> shapeOfOne(Shape batch) {
        return batch.dimension() == 1
                ? List.of(1)
                : Arrays.stream(batch.slice(1).getShape())
                        .mapToObj(Math::toIntExact)
                        .toList();
    }

    private static RejectException refused(String rule) {
        return new RejectException(RejectCode.OUTPUT, rule);
    }
}
