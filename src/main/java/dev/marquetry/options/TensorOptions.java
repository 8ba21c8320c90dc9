package dev.marquetry.options;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What pixels are converted to. Immutable. */
public final class TensorOptions implements Serializable {
    /** What pixels can be converted to. */
    public static final List<DType> DTYPES = List.of(DType.UINT8, DType.FLOAT32, DType.FLOAT16);

    private static final long serialVersionUID = 1L;

    private final DType dtype;
    private final Normalization normalization;
    private final Layout layout;

    private TensorOptions(DType dtype, Normalization normalization, Layout layout) {
        this.dtype = Objects.requireNonNull(dtype, "dtype");
        this.normalization = normalization;
        this.layout = Objects.requireNonNull(layout, "layout");
        if (!DTYPES.contains(dtype)) {
            throw new IllegalArgumentException("pixels are converted to one of " + DTYPES + ", not " + dtype);
        }
        if (normalization != null && dtype == DType.UINT8) {
            throw new IllegalArgumentException("uint8 values cannot be normalized");
        }
    }

    /**
     * Makes options without normalization, H x W x C.
     *
     * @param dtype the type of the elements, one of {@link #DTYPES}; the float ones are scaled to 0..1 as by fastai's
     *     {@code IntToFloatTensor}
     */
    public static TensorOptions of(DType dtype) {
        return new TensorOptions(dtype, null, Layout.HWC);
    }

    /** Returns these options with statistics to normalize with, which only float types have. */
    public TensorOptions withNormalization(Normalization statistics) {
        return new TensorOptions(dtype, Objects.requireNonNull(statistics, "statistics"), layout);
    }

    /** Returns these options with another order of the axes. */
    public TensorOptions withLayout(Layout order) {
        return new TensorOptions(dtype, normalization, order);
    }

    /** Returns the type of the elements. */
    public DType dtype() {
        return dtype;
    }

    /** Returns the statistics to normalize with, where there are any. */
    public Optional<Normalization> normalization() {
        return Optional.ofNullable(normalization);
    }

    /** Returns the order of the axes. */
    public Layout layout() {
        return layout;
    }

    private List<Object> values() {
        return List.of(dtype, normalization(), layout);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorOptions options && values().equals(options.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "TensorOptions" + values();
    }
}
