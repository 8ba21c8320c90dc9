package dev.marquetry.spark.task;

import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ImageColumn;
import dev.marquetry.options.RejectException;
import dev.marquetry.spark.engine.CellConverter;
import dev.marquetry.spark.model.ModelCells;
import dev.marquetry.tensor.EngineUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes the cells of all tensor columns in one task. */
final class RowCells implements AutoCloseable {
    private final ImageColumn imageColumn;
    private final CellConverter converter;
    private final ModelCells models;
    private final int batchSize;

    RowCells(ImageColumn imageColumn, CellConverter converter, ModelCells models, int batchSize) {
        this.imageColumn = imageColumn;
        this.converter = converter;
        this.models = models;
        this.batchSize = batchSize;
    }

    /** Returns how many images it is worth to hand over at once. */
    int batchSize() {
        return batchSize;
    }

    /**
     * Converts images of one shape.
     *
     * @return the cells of each image, in the order of the columns
     * @throws RejectException if a model makes no cells of them
     * @throws EngineUnavailableException if the engine does not start in this executor
     * @throws IOException if a model cannot be read or loaded here
     */
    List<byte[][]> convert(List<Pixels> images) throws RejectException, EngineUnavailableException, IOException {
        List<List<byte[]>> columns = new ArrayList<>();
        if (imageColumn == ImageColumn.WRITTEN) {
            columns.add(converter.convert(images));
        }
        columns.addAll(models.run(images));
        List<byte[][]> rows = new ArrayList<>(images.size());
        for (int image = 0; image < images.size(); image++) {
            byte[][] row = new byte[columns.size()][];
            for (int column = 0; column < row.length; column++) {
                row[column] = columns.get(column).get(image);
            }
            rows.add(row);
        }
        return rows;
    }

    /** Returns the time that models took, those included that failed. */
    long modelNanos() {
        return models.nanos();
    }

    @Override
    public void close() {
        converter.close();
        models.close();
    }
}
