package dev.marquetry.options;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What pixels are converted to.
 *
 * @param dtype the type of the elements; the float ones are scaled to 0..1 as fastai's {@code IntToFloatTensor}
 * @param normalization the statistics, or null for none; only with a float type
 * @param layout the order of the axes
 */
public record TensorOptions(DType dtype, Normalization normalization, Layout layout) implements Serializable {
    /** What pixels can be converted to. */
    public static final List<DType> DTYPES = List.of(DType.UINT8, DType.FLOAT32, DType.FLOAT16);

    /** Checks that only floats are normalised. */
    public TensorOptions {
        Objects.requireNonNull(dtype, "dtype");
        Objects.requireNonNull(layout, "layout");
        if (!DTYPES.contains(dtype)) {
            throw new IllegalArgumentException("pixels are converted to one of " + DTYPES + ", not " + dtype);
        }
        if (normalization != null && dtype == DType.UINT8) {
            throw new IllegalArgumentException("uint8 values cannot be normalised");
        }
    }

    /** Returns the statistics, where there are any. */
    public Optional<Normalization> statistics() {
        return Optional.ofNullable(normalization);
    }
}
