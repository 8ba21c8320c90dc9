package dev.marquetry.options;

import java.util.Optional;

/** Where options are given, which decides which of them may be. */
enum OptionScope {
    /** A job file, with all options. */
    JOB,
    /** A program that makes arrays of a DataFrame's images. */
    FRAME,
    /** The SQL function that makes an array of the bytes of an image. */
    FUNCTION;

    private static final String SLOW_SECONDS = "image.slow-seconds";

    /** Returns why an option cannot be given here, to be read after its key; nothing where it can. */
    Optional<String> refusal(Option<?> option) {
        return switch (this) {
            case JOB -> Optional.empty();
            case FRAME ->
                OptionCatalog.isOfFrames(option)
                        ? Optional.empty()
                        : Optional.of("is an option of jobs, and these are options of arrays");
            case FUNCTION -> refusalOfFunction(option.key());
        };
    }

    private static Optional<String> refusalOfFunction(String key) {
        if (key.equals(SLOW_SECONDS)) {
            return Optional.of("is not available in a function, which knows no path to name in the log; leave it out");
        }
        return switch (key.substring(0, key.indexOf('.'))) {
            case "image", "resize", "tensor", "engine" -> Optional.empty();
            case "input" ->
                Optional.of("is an option of jobs, and a function is given the bytes of its images; leave it out, and"
                        + " read files with spark.read.format('binaryFile')");
            case "derive" ->
                Optional.of("is made of a path, which a function does not know; leave it out, and read files with a job"
                        + " or with dev.marquetry.Images");
            case "model" ->
                Optional.of("is not available in a function; leave it out, and run models with dev.marquetry.Images"
                        + " or a job");
            default ->
                Optional.of("is an option of jobs, and a function writes nothing; leave it out, and give the writer"
                        + " of format('marquetry') its own options");
        };
    }
}
