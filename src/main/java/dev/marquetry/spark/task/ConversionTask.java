package dev.marquetry.spark.task;

import dev.marquetry.options.ImageOptions;
import dev.marquetry.source.PrefetchLimits;
import dev.marquetry.source.Prefetcher;
import dev.marquetry.spark.engine.NativeCaches;
import dev.marquetry.spark.engine.PixelStep;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.tensor.EngineUnavailableException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What one task does: rows of an input table in, rows with arrays out, rejects aside.
 *
 * <p>Ships to the executors by Java serialisation. Everything that a task opens is closed when the task ends, in any
 * way.
 *
 * @param image what is made of a file
 * @param conversion what is made of a batch of pixels
 * @param inputRows tell where an image's bytes are
 * @param checksum of the rows, to be compared with the input's
 * @param layout where the values of a row go
 * @param rejects takes the rows that gave no array
 * @param watches know which image a process died over
 * @param settings Hadoop's settings for the images' file systems
 * @param statistics hear of each image
 * @param progress counts rows while the task runs
 * @param outcomes takes what the task did, once it has done it
 */
public record ConversionTask(
        ImageOptions image,
        BatchConversion conversion,
        InputRows inputRows,
        RowChecksum checksum,
        RowLayout layout,
        RejectTarget rejects,
        DecodingWatch.Source watches,
        Broadcast<SerializableConfiguration> settings,
        TaskStatistics.Source statistics,
        Progress progress,
        CollectionAccumulator<TaskOutcome> outcomes)
        implements FlatMapFunction<Iterator<InternalRow>, InternalRow>, Serializable {

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> input) {
        NativeCaches.prepare();
        TaskContext context = TaskContext.get();
        Configuration configuration = settings.value().value();
        Prefetcher<InternalRow> files = new Prefetcher<>(input, inputRows, PrefetchLimits.DEFAULT, configuration);
        PixelStep pixelStep = pixelStep();
        RowCells converter = conversion.open(configuration);
        Rejects rejected = rejects.open(context);
        DecodingWatch watch = SlowImageWatch.open(watches.open(context), Duration.ofSeconds(image.slowSeconds()));
        context.addTaskCompletionListener(ended -> {
            files.close();
            pixelStep.close();
            watch.close();
            converter.close();
            rejected.close();
        });
        return new ConvertedRows(files, pixelStep, watch, converter, rejected, this);
    }

    private PixelStep pixelStep() {
        try {
            return PixelStep.open(image, conversion.engine());
        } catch (EngineUnavailableException unavailable) {
            throw unavailable.asTaskFailure();
        }
    }
}
