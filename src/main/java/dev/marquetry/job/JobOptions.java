package dev.marquetry.job;

import dev.marquetry.image.ImageOptions;
import dev.marquetry.source.SourceOptions;
import dev.marquetry.spark.ConversionOptions;
import dev.marquetry.spark.Models;
import dev.marquetry.spark.OutputOptions;
import dev.marquetry.tensor.EngineOptions;
import dev.marquetry.tensor.TensorOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All options of a run, resolved and checked against each other.
 *
 * @param source where the images are
 * @param image what is made of a file
 * @param tensor what pixels are converted to
 * @param engine how the engine is run
 * @param models what the converted batches are run through
 * @param output where the dataset goes
 * @param rejectsMaxRatio the share of rejected rows above which the run ends with exit code 3, from 0 to 1
 * @param runWait how long the run waits to begin, or nothing for what is usual with the master
 */
record JobOptions(
        SourceOptions source,
        ImageOptions image,
        TensorOptions tensor,
        EngineOptions engine,
        Models models,
        OutputOptions output,
        double rejectsMaxRatio,
        Optional<Duration> runWait) {
    JobOptions {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(tensor, "tensor");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(models, "models");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(runWait, "runWait");
        if (!(rejectsMaxRatio >= 0 && rejectsMaxRatio <= 1)) {
            throw new IllegalArgumentException("rejectsMaxRatio must be from 0 to 1: " + rejectsMaxRatio);
        }
    }

    /** Returns the options of all stages. */
    ConversionOptions conversion() {
        return new ConversionOptions(source, image, tensor, engine, models, output);
    }

    /**
     * Returns every option that plays a part, by its key and in the order of the table of options, defaults included.
     *
     * <p>The values are texts, numbers and lists of these: as a job file, the map gives equal options.
     */
    Map<String, Object> written() {
        Map<String, Object> written = new LinkedHashMap<>();
        for (Option<?> option : OptionCatalog.ALL) {
            option.written(this).ifPresent(value -> written.put(option.key(), value));
        }
        return Collections.unmodifiableMap(written);
    }

    /**
     * Returns the SHA-256, in hexadecimal, of the options that decide what stands in an array column.
     *
     * <p>Datasets of one fingerprint can be appended to each other.
     */
    String fingerprint() {
        StringBuilder conversion = new StringBuilder();
        written().forEach((key, value) -> {
            if (decidesArrays(key)) {
                conversion.append(key).append('=').append(value).append('\n');
            }
        });
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(conversion.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static boolean decidesArrays(String key) {
        return key.startsWith("image.")
                || key.startsWith("resize.")
                || key.startsWith("tensor.")
                || key.startsWith("model.")
                || key.equals(OptionCatalog.OUTPUT_IMAGE.key())
                || key.equals(OptionCatalog.OUTPUT_ENCODING.key());
    }
}
