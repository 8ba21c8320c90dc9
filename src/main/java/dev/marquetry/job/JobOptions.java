package dev.marquetry.job;

import dev.marquetry.image.ImageOptions;
import dev.marquetry.source.SourceOptions;
import dev.marquetry.spark.ConversionOptions;
import dev.marquetry.spark.Models;
import dev.marquetry.spark.OutputOptions;
import dev.marquetry.spark.PublishOptions;
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
 * @param conversion the options of all stages
 * @param runWait how long the run waits to begin, or nothing for what is usual with the master
 */
record JobOptions(ConversionOptions conversion, Optional<Duration> runWait) {
    JobOptions {
        Objects.requireNonNull(conversion, "conversion");
        Objects.requireNonNull(runWait, "runWait");
    }

    SourceOptions source() {
        return conversion.source();
    }

    ImageOptions image() {
        return conversion.image();
    }

    TensorOptions tensor() {
        return conversion.tensor();
    }

    EngineOptions engine() {
        return conversion.engine();
    }

    Models models() {
        return conversion.models();
    }

    OutputOptions output() {
        return conversion.output();
    }

    PublishOptions publish() {
        return conversion.publish();
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
        return (key.startsWith("image.") && !key.equals(OptionCatalog.IMAGE_SLOW_SECONDS.key()))
                || key.startsWith("resize.")
                || key.startsWith("tensor.")
                || key.startsWith("model.")
                || key.equals(OutputCatalog.OUTPUT_IMAGE.key())
                || key.equals(OutputCatalog.OUTPUT_ENCODING.key());
    }
}
