package dev.marquetry.spark.model;

import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.engine.CellConverter;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.ModelBatch;
import dev.marquetry.tensor.TensorConverter;
import dev.marquetry.tensor.TensorEngine;
import dev.marquetry.tensor.TensorModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Makes the cells of the models' columns in one task, with models that it shares with the other tasks of its JVM. */
public final class ModelCells implements AutoCloseable {
    private final List<ModelColumn> columns;
    private final TensorOptions tensor;
    private final EngineOptions engine;
    private final Configuration configuration;
    private final List<TensorModel> models = new ArrayList<>();
    private TensorConverter converter;
    private long nanos;

    /**
     * @param columns the models
     * @param tensor what models are given
     * @param engine how the engine is run
     * @param configuration Hadoop's, for the models' file systems
     */
    public ModelCells(
            List<ModelColumn> columns, TensorOptions tensor, EngineOptions engine, Configuration configuration) {
        this.columns = columns;
        this.tensor = tensor;
        this.engine = engine;
        this.configuration = configuration;
    }

    /**
     * Runs images of one shape through every model.
     *
     * @return the cells of each model, one per image
     * @throws RejectException if a model makes no cells of them; the message names its column
     * @throws EngineUnavailableException if the engine does not start in this executor
     * @throws IOException if a model cannot be read or loaded here
     */
    public List<List<byte[]>> run(List<Pixels> images) throws RejectException, EngineUnavailableException, IOException {
        List<List<byte[]>> cells = new ArrayList<>(columns.size());
        if (columns.isEmpty()) {
            return cells;
        }
        long start = System.nanoTime();
        open();
        try (ModelBatch batch = converter.batch(images)) {
            for (int index = 0; index < columns.size(); index++) {
                cells.add(run(columns.get(index), models.get(index), batch));
            }
        } catch (RuntimeException failure) {
            String message = "the engine took no batch for models: " + failure.getMessage();
            throw new RejectException(RejectCode.ENGINE, message, failure);
        } finally {
            nanos += System.nanoTime() - start;
        }
        return cells;
    }

    private static List<byte[]> run(ModelColumn column, TensorModel model, ModelBatch batch) throws RejectException {
        try {
            return column.cells(model.run(batch, column.options().input()));
        } catch (RejectException failure) {
            String message = "the model of the column " + column.options().column() + ": " + failure.getMessage();
            throw new RejectException(failure.code(), message, failure);
        }
    }

    /** Returns the time that models took, those included that failed. */
    public long nanos() {
        return nanos;
    }

    private void open() throws EngineUnavailableException, IOException {
        if (converter != null) {
            return;
        }
        TensorEngine device = TensorEngine.open(engine.device(), CellConverter.assignedGpu());
        for (ModelColumn column : columns) {
            try {
                models.add(LoadedModels.load(column.options(), column.sha256(), device, configuration));
            } catch (RejectException failure) {
                throw new IOException(
                        "the model cannot be loaded: " + column.options().path(), failure);
            }
        }
        converter = new TensorConverter(tensor, device);
    }

    @Override
    public void close() {
        if (converter != null) {
            converter.close();
        }
    }
}
