package dev.marquetry.options;

import java.util.Optional;

/** Where options are given, which decides which of them may be. */
enum OptionScope {
    /** A job file, with all options. */
    JOB,
    /** A program that makes arrays of a DataFrame's images. */
    FRAME,
    /** The SQL function that makes an array of the bytes of an image. */
    FUNCTION,
    /** The data source of images. */
    SOURCE;

    private static final String SLOW_SECONDS = "image.slow-seconds";

    /** Returns why an option cannot be given here, to be read after its key; nothing where it can. */
    Optional<String> refusal(Option<?> option) {
        return switch (this) {
            case JOB ->
                option.equals(OptionCatalog.IMAGE_CELLS)
                        ? Optional.of("is an option of the data source marquetry-images; output.encoding says how a"
                                + " job writes tensors")
                        : Optional.empty();
            case FRAME ->
                OptionCatalog.isOfFrames(option)
                        ? Optional.empty()
                        : Optional.of("is an option of jobs, and these are options of arrays");
            case FUNCTION -> refusalOfFunction(option.key());
            case SOURCE -> refusalOfSource(option);
        };
    }

    private static Optional<String> refusalOfSource(Option<?> option) {
        if (option.equals(OptionCatalog.INPUT_REBASE)) {
            return Optional.of("is an option of jobs that append, and a data source writes nothing; leave it out");
        }
        if (option.equals(DeriveCatalog.DERIVE_LABEL_INDEX)) {
            return Optional.of("needs all labels before a query, and a data source lists when a query runs; leave it"
                    + " out, and number labels in a job, or by Spark ML's StringIndexer");
        }
        boolean isOfRows = option.equals(OutputCatalog.OUTPUT_IMAGE) || option.equals(OutputCatalog.OUTPUT_PATH_COLUMN);
        return switch (option.key().substring(0, option.key().indexOf('.'))) {
            case "output", "update", "rejects", "run" ->
                isOfRows
                        ? Optional.empty()
                        : Optional.of("is an option of jobs, and a data source writes nothing; leave it out, and give"
                                + " the writer of format('marquetry') its own options");
            default -> Optional.empty();
        };
    }

    private static Optional<String> refusalOfFunction(String key) {
        if (key.equals(OptionCatalog.IMAGE_CELLS.key())) {
            return Optional.of("is an option of the data source marquetry-images; leave it out");
        }
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
