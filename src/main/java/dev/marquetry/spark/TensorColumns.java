package dev.marquetry.spark;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageColumn;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.engine.ArrayColumn;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.task.BatchConversion;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.types.StructField;

/**
 * The tensor columns of a conversion: that of the images, unless it is left out, then those of the models.
 *
 * @param image what the column of images is, also where it is left out
 * @param imageColumn whether it is written
 * @param models the columns of the models
 */
record TensorColumns(ArrayColumn image, ImageColumn imageColumn, List<ModelColumn> models) {
    /**
     * Makes the columns, asking an executor's engine where there is anything to compute.
     *
     * @param image what is made of a file
     * @param tensor what pixels are converted to
     * @param engine how the engine is run
     * @param imageColumn whether the column of images is written
     * @param models the columns of the models, tried already
     * @throws dev.marquetry.options.UserException if no executor has the engine or the device that was asked for
     */
    static TensorColumns of(
            JavaSparkContext context,
            ImageOptions image,
            TensorOptions tensor,
            EngineOptions engine,
            ImageColumn imageColumn,
            List<ModelColumn> models) {
        ArrayColumn column = switch (imageColumn) {
            case WRITTEN -> ArrayColumn.of(context, image, tensor, engine);
            case OMITTED -> ArrayColumn.withoutTable(image, tensor);
        };
        return new TensorColumns(column, imageColumn, models);
    }

    /**
     * Makes the columns without asking any executor: tasks have to hold the lookup table against their engine.
     *
     * @param options what is made of an image
     * @param models the columns of the models, tried already
     */
    static TensorColumns analyzed(ArrayOptions options, List<ModelColumn> models) {
        ImageColumn imageColumn = options.models().imageColumn();
        ArrayColumn column = switch (imageColumn) {
            case WRITTEN -> ArrayColumn.analyzed(options.image(), options.tensor());
            case OMITTED -> ArrayColumn.withoutTable(options.image(), options.tensor());
        };
        return new TensorColumns(column, imageColumn, models);
    }

    /** Returns the same columns without that of the images, and with these models alone. */
    TensorColumns only(boolean withImage, List<ModelColumn> some) {
        return new TensorColumns(image, withImage ? imageColumn : ImageColumn.OMITTED, some);
    }

    /** Returns the declarations of the columns, in their order. */
    List<StructField> fields() {
        List<StructField> fields = new ArrayList<>();
        if (imageColumn == ImageColumn.WRITTEN) {
            fields.add(image.field());
        }
        models.forEach(model -> fields.add(model.field()));
        return fields;
    }

    /** Returns what tasks make of a batch for these columns. */
    BatchConversion conversion(TensorOptions tensor, EngineOptions engine) {
        return new BatchConversion(image.cells(), imageColumn, tensor, models, engine);
    }

    /** Returns the device that the engine uses, {@code none} where nothing is to compute. */
    String device() {
        return models.isEmpty() ? image.device() : models.get(0).device();
    }
}
