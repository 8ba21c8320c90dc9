package dev.marquetry.job;

import dev.marquetry.image.ImageOptions;
import dev.marquetry.source.SourceOptions;
import dev.marquetry.spark.OutputOptions;
import dev.marquetry.tensor.EngineOptions;
import dev.marquetry.tensor.TensorOptions;
import java.util.Objects;

/**
 * All options of a run, resolved and checked against each other.
 *
 * @param source where the images are
 * @param image what is made of a file
 * @param tensor what pixels are converted to
 * @param engine how the engine is run
 * @param output where the dataset goes
 * @param rejectsMaxRatio the share of rejected rows above which the run ends with exit code 3, from 0 to 1
 */
record JobOptions(
        SourceOptions source,
        ImageOptions image,
        TensorOptions tensor,
        EngineOptions engine,
        OutputOptions output,
        double rejectsMaxRatio) {
    JobOptions {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(tensor, "tensor");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(output, "output");
        if (!(rejectsMaxRatio >= 0 && rejectsMaxRatio <= 1)) {
            throw new IllegalArgumentException("rejectsMaxRatio must be from 0 to 1: " + rejectsMaxRatio);
        }
    }
}
