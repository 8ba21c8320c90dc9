package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * The options of all stages of one conversion.
 *
 * @param source where the images are
 * @param image what is made of a file
 * @param tensor what pixels are converted to
 * @param engine how the engine is run
 * @param models what the converted batches are run through
 * @param output where the dataset goes
 * @param publish what has to hold before it is published
 * @param report what the run's report looks at
 */
public record ConversionOptions(
        SourceOptions source,
        ImageOptions image,
        TensorOptions tensor,
        EngineOptions engine,
        Models models,
        OutputOptions output,
        PublishOptions publish,
        ReportOptions report)
        implements Serializable {
    /** Checks that what one stage gives fits the next. */
    public ConversionOptions {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(tensor, "tensor");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(models, "models");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(publish, "publish");
        Objects.requireNonNull(report, "report");
        models.requireFloats(tensor);
        int channels = image.mode().channels();
        tensor.normalization().ifPresent(statistics -> {
            if (statistics.mean().size() != channels) {
                throw new IllegalArgumentException(
                        "statistics of " + statistics.mean().size() + " channels do not fit images of " + channels
                                + " in mode " + image.mode());
            }
        });
    }

    /** Makes the options of a conversion without models. */
    public ConversionOptions(
            SourceOptions source,
            ImageOptions image,
            TensorOptions tensor,
            EngineOptions engine,
            OutputOptions output) {
        this(source, image, tensor, engine, Models.NONE, output, PublishOptions.DEFAULT, ReportOptions.DEFAULT);
    }

    /** Returns options that differ in what has to hold before publication. */
    public ConversionOptions withPublish(PublishOptions other) {
        return new ConversionOptions(source, image, tensor, engine, models, output, other, report);
    }

    /** Returns options that differ in where the dataset goes. */
    public ConversionOptions withOutput(OutputOptions other) {
        return new ConversionOptions(source, image, tensor, engine, models, other, publish, report);
    }

    /** Returns options that differ in what the report looks at. */
    public ConversionOptions withReport(ReportOptions other) {
        return new ConversionOptions(source, image, tensor, engine, models, output, publish, other);
    }
}
