package dev.marquetry.spark.task;

import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageColumn;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.engine.CellConverter;
import dev.marquetry.spark.model.ModelCells;
import dev.marquetry.spark.model.ModelColumn;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * What tasks make of a batch of pixels: the cells of the column of images, if there is one, and those of the models.
 *
 * @param cells what the column of images takes
 * @param imageColumn whether there is one
 * @param tensor what models are given
 * @param models the models
 * @param engine how the engine is run
 */
public record BatchConversion(
        TensorOptions cells,
        ImageColumn imageColumn,
        TensorOptions tensor,
        List<ModelColumn> models,
        EngineOptions engine)
        implements Serializable {
    /** Copies the list. */
    public BatchConversion {
        models = List.copyOf(models);
    }

    /** Begins it in a task. */
    RowCells open(Configuration configuration) {
        return new RowCells(
                imageColumn,
                new CellConverter(cells, engine),
                new ModelCells(models, tensor, engine, configuration),
                batchSize());
    }

    /** Returns how many images it is worth to hand over at once. */
    private int batchSize() {
        boolean asDecoded = imageColumn == ImageColumn.OMITTED || CellConverter.isIdentity(cells);
        return models.isEmpty() && asDecoded ? 1 : engine.batchSize();
    }
}
