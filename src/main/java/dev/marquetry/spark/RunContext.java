package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.ExcessPolicy;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.ReportOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.show.LocatedFile;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.PassedOver;
import dev.marquetry.source.StorageFaults;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.publish.OutputSettings;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.spark.statistics.ImageSample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What a run knows from its beginning to its end.
 *
 * @param spark the session
 * @param options what to convert and how
 * @param input the images
 * @param models the models, once they were tried
 * @param checksum of a row
 * @param listed when the images' files were listed, or nothing where they were not
 * @param opening how long it took to read the manifest, or to list the files
 * @param configuration Hadoop's settings for the output
 * @param folder the dataset's
 */
record RunContext(
        SparkSession spark,
        ConversionOptions options,
        InputTable input,
        List<ModelColumn> models,
        RowChecksum checksum,
        Optional<CommitRecord.Window> listed,
        Duration opening,
        Configuration configuration,
        DatasetFolder folder) {

    /**
     * Returns what a run knows that begins now.
     *
     * @throws UserException if the output's folder cannot be named
     */
    static RunContext of(
            SparkSession spark,
            ConversionOptions options,
            InputTable input,
            List<ModelColumn> models,
            RowChecksum checksum,
            Optional<CommitRecord.Window> listed,
            Duration opening) {
        String root = options.output().path();
        Configuration configuration = OutputSettings.configuration(root, SessionSettings.hadoop(spark));
        try {
            DatasetFolder folder = new DatasetFolder(root, configuration);
            return new RunContext(spark, options, input, models, checksum, listed, opening, configuration, folder);
        } catch (IOException failure) {
            throw StorageFaults.of("output.path cannot be written: " + root, failure);
        }
    }

    JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    /** Returns which of so many images are looked at for the report. */
    ImageSample sample(long images) {
        return new ImageSample(ReportOptions.SEED, options.report().sample().shareOf(images));
    }

    /** Returns whether a run ends for what it exceeds. */
    boolean stops(List<String> excesses) {
        return !excesses.isEmpty() && options.publish().limits().onExcess() == ExcessPolicy.FAIL;
    }

    /** Returns why a run is refused whose folder has no images. */
    Optional<UserException> noImages(long rows) {
        return rows > 0 || options.source().format() != InputFormat.IMAGES
                ? Optional.empty()
                : Optional.of(new UserException(
                        UserException.Kind.USAGE,
                        "input.path holds no images: " + options.source().path(),
                        "no file below it has the name of an image (such as .jpg or .png)" + passedOver(),
                        "check input.path, or set input.format if it is a manifest"));
    }

    private String passedOver() {
        PassedOver passedOver = input.passedOver().get();
        return passedOver.isNone() ? "" : "; passed over: " + passedOver;
    }

    /**
     * Keeps the rejects and the report of a run that a limit has stopped.
     *
     * @param rejects names of its files of rejects
     * @param written its data files, which go
     * @return the result, which says where they are
     */
    ConversionResult keepFailed(
            ConversionResult result, DatasetWriter writer, List<String> rejects, List<LocatedFile> written)
            throws IOException {
        String where = folder.failed(writer.run()).toString();
        ConversionResult stopped =
                result.with(new ConversionResult.Outcome(result.outcome().excesses(), null, where));
        writer.keepFailed(
                rejects,
                new ReportFiles(this).of(stopped, writer.base(), written).files());
        return stopped;
    }
}
