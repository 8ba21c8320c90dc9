package dev.marquetry.options;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Options as a job file has them, and the fingerprint of those that decide what is made of an image. */
public final class WrittenOptions {
    private WrittenOptions() {}

    /**
     * Returns every option that plays a part, by its key and in the order of the table of options, defaults included.
     *
     * <p>The values are texts, numbers and lists of these: as a job file, the map gives equal options.
     */
    public static Map<String, Object> of(JobOptions options) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (Option<?> option : OptionCatalog.ALL) {
            option.written(options).ifPresent(value -> written.put(option.key(), value));
        }
        return Collections.unmodifiableMap(written);
    }

    /** Returns the same of a conversion alone. */
    public static Map<String, Object> of(ConversionOptions options) {
        return of(new JobOptions(options, Optional.empty()));
    }

    /**
     * Returns the options that decide what stands in a tensor column, or in a column that is made of the path, by their
     * keys and as texts.
     */
    public static Map<String, String> conversion(ConversionOptions options) {
        Map<String, String> conversion = new LinkedHashMap<>();
        of(options).forEach((key, value) -> {
            if (decidesValues(key)) {
                conversion.put(key, String.valueOf(value));
            }
        });
        return Collections.unmodifiableMap(conversion);
    }

    /**
     * Returns the SHA-256, in hexadecimal, of the options that decide what stands in a tensor column, or in a column
     * that is made of the path.
     *
     * <p>Only datasets of one fingerprint can be appended to each other; their models, roots and columns are compared
     * besides.
     */
    public static String fingerprint(ConversionOptions options) {
        StringBuilder conversion = new StringBuilder();
        conversion(options)
                .forEach((key, value) ->
                        conversion.append(key).append('=').append(value).append('\n'));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(conversion.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static boolean decidesValues(String key) {
        return key.startsWith("derive.")
                || (key.startsWith("image.") && !key.equals(OptionCatalog.IMAGE_SLOW_SECONDS.key()))
                || key.startsWith("resize.")
                || key.startsWith("tensor.")
                || key.startsWith("model.")
                || key.equals(OutputCatalog.OUTPUT_IMAGE.key())
                || key.equals(OutputCatalog.OUTPUT_ENCODING.key());
    }
}
