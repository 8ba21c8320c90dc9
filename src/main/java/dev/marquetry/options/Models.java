package dev.marquetry.options;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The models of a conversion, and whether the images' own arrays are written beside what they give.
 *
 * @param all the models, in the order of their columns
 * @param imageColumn whether there is a column {@code image}; without models there is
 */
public record Models(List<ModelOptions> all, ImageColumn imageColumn) implements Serializable {
    /** No models: the arrays alone. */
    public static final Models NONE = new Models(List.of(), ImageColumn.WRITTEN);

    /** Checks that the columns differ from each other and from those that every dataset has. */
    public Models {
        all = List.copyOf(all);
        Objects.requireNonNull(imageColumn, "imageColumn");
        if (all.isEmpty() && imageColumn == ImageColumn.OMITTED) {
            throw new IllegalArgumentException("without models and without the images there is nothing to write");
        }
        Set<String> taken = new HashSet<>(OutputOptions.OWN_COLUMNS);
        for (ModelOptions model : all) {
            if (!taken.add(model.column().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("there is another column named " + model.column());
            }
        }
    }

    /** Returns the columns of the models. */
    public List<String> columns() {
        return all.stream().map(ModelOptions::column).toList();
    }

    /** Models are given the converted batch as it is, and they are made for floats. */
    public void requireFloats(TensorOptions tensor) {
        if (!all.isEmpty() && tensor.dtype() == DType.UINT8) {
            throw new IllegalArgumentException("models take floats, and the tensor's dtype is uint8");
        }
    }
}
