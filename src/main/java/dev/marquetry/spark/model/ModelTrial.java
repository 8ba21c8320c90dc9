package dev.marquetry.spark.model;

import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.ModelOptions;
import dev.marquetry.options.Models;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.SessionSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Tries models on an executor before any image is read, and so finds out what their columns hold, or that they cannot
 * be run.
 */
public final class ModelTrial {
    private ModelTrial() {}

    /**
     * Tries the models, if there are any.
     *
     * @return what their columns hold, in their order
     * @throws UserException if a model is missing or unreadable, refuses the batches, or gives what no column takes; or
     *     if no executor has the engine or the device that was asked for
     */
    public static List<ModelColumn> run(
            SparkSession spark, ImageOptions image, TensorOptions tensor, EngineOptions engine, Models models) {
        List<ModelColumn> columns = new ArrayList<>();
        if (models.all().isEmpty()) {
            return columns;
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Configuration configuration = SessionSettings.hadoop(spark);
        Broadcast<SerializableConfiguration> settings = context.broadcast(new SerializableConfiguration(configuration));
        for (ModelOptions model : models.all()) {
            ModelOptions qualified = qualified(model, configuration);
            TrialBatches batches = new TrialBatches(qualified, image, tensor, engine, settings);
            TrialOutcome outcome = context.parallelize(List.of(qualified.column()), 1)
                    .map(column -> batches.run())
                    .collect()
                    .get(0);
            columns.add(outcome.column(qualified));
        }
        settings.destroy();
        return columns;
    }

    /** A relative path is relative to the driver's working directory. */
    private static ModelOptions qualified(ModelOptions model, Configuration configuration) {
        try {
            Path path = new Path(model.path());
            Path qualified = path.getFileSystem(configuration).makeQualified(path);
            return new ModelOptions(qualified.toString(), model.column(), model.engine(), model.input());
        } catch (IOException | IllegalArgumentException failure) {
            throw TrialOutcome.refused(model, failure.toString());
        }
    }
}
