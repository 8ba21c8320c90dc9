package dev.marquetry.options;

import java.time.Duration;
import java.util.List;

/** The options of the output: where it goes, what has to hold before it is published, and how a run begins. */
final class OutputCatalog {
    static final Option<String> OUTPUT_PATH = Option.required(
            "output.path",
            OptionType.text(),
            "Folder of the dataset; a relative one is relative to the working directory.",
            job -> job.output().path());

    static final Option<OutputMode> OUTPUT_MODE = Option.withDefault(
            "output.mode",
            OptionType.oneOf(OutputMode.class, OptionCatalog::lowerCase),
            OutputMode.ERROR,
            "What is done when the dataset exists.",
            job -> job.output().mode());

    static final Option<Boolean> OUTPUT_IMAGE = Option.withDefault(
            "output.image",
            OptionType.flag(),
            true,
            "Whether the images' arrays are written; without them only what models give is.",
            job -> job.models().all().isEmpty() ? null : job.models().imageColumn() == ImageColumn.WRITTEN);

    static final Option<TensorEncoding> OUTPUT_ENCODING = Option.withDefault(
            "output.encoding",
            OptionType.oneOf(TensorEncoding.class, OptionCatalog::lowerCase),
            TensorEncoding.LIST,
            "Array column, raw little-endian bytes, or bytes with NumPy's header.",
            job -> job.output().encoding());

    static final Option<OutputCompression> OUTPUT_COMPRESSION = Option.withDefault(
            "output.compression",
            OptionType.oneOf(OutputCompression.class, OptionCatalog::lowerCase),
            OutputCompression.ZSTD,
            "Codec of the Parquet pages.",
            job -> job.output().compression());

    static final Option<List<String>> OUTPUT_PARTITION_BY = Option.withDefault(
            "output.partition-by",
            OptionType.names(),
            List.of(),
            "Carried-through columns, or those of derive.label and derive.split, to partition the files by.",
            job -> job.output().partitionBy());

    static final Option<Long> OUTPUT_FILE_SIZE = Option.withDefault(
            "output.file-size",
            OptionType.size(1 << 20),
            256L << 20,
            "Target size of one file, from which the number of files follows.",
            job -> job.output().fileSize());

    static final Option<Long> OUTPUT_ROW_GROUP_SIZE = Option.withDefault(
            "output.row-group-size",
            OptionType.size(1 << 20),
            OutputOptions.DEFAULT_ROW_GROUP_SIZE,
            "Most bytes of a row group as read; it has at most 256 rows, too.",
            job -> job.output().rowGroupSize());

    static final Option<String> OUTPUT_PATH_COLUMN = Option.withDefault(
            "output.path-column",
            OptionType.text(),
            OutputOptions.DEFAULT_PATH_COLUMN,
            "The dataset's column of paths; some readers add a column of that name.",
            job -> job.output().pathColumn());

    static final Option<DuplicatePolicy> OUTPUT_DUPLICATES = Option.withDefault(
            "output.duplicates",
            OptionType.oneOf(DuplicatePolicy.class, OptionCatalog::lowerCase),
            PublishOptions.DEFAULT.duplicates(),
            "What is done about an append of paths that the dataset has already: refuse it, or keep both.",
            job -> job.publish().duplicates());

    static final Option<Double> OUTPUT_MAX_LOSS = Option.withDefault(
            "output.max-loss",
            OptionType.ratio(),
            Limits.DEFAULT.maxLoss(),
            "Largest share of a dataset's rows that overwriting it may lose, or whose images an update may find gone;"
                    + " above it the run ends with exit code 3.",
            job -> job.publish().limits().maxLoss());

    static final Option<UpdateOptions.Retry> UPDATE_RETRY = Option.withDefault(
            "update.retry",
            OptionType.oneOf(UpdateOptions.Retry.class, OptionCatalog::lowerCase),
            UpdateOptions.DEFAULT.retry(),
            "Which unchanged images of rejects/ an update tries again: those that could not be read or lacked memory"
                    + " (fetch), all, or none.",
            job -> updates(job) ? job.output().update().retry() : null);

    static final Option<UpdateOptions.Gone> UPDATE_GONE = Option.withDefault(
            "update.gone",
            OptionType.oneOf(UpdateOptions.Gone.class, OptionCatalog::lowerCase),
            UpdateOptions.DEFAULT.gone(),
            "What an update does about rows whose images the input no longer has: keep or remove them.",
            job -> updates(job) ? job.output().update().gone() : null);

    static final Option<Long> UPDATE_BATCH = Option.withDefault(
            "update.batch",
            OptionType.wholeNumber(1),
            UpdateOptions.DEFAULT.batch(),
            "How many rows an update converts before it commits them; a run that dies loses no more.",
            job -> updates(job) ? job.output().update().batch() : null);

    static final Option<Double> REJECTS_MAX_RATIO = Option.withDefault(
            "rejects.max-ratio",
            OptionType.ratio(),
            Limits.DEFAULT.maxRejectRatio(),
            "The largest share of rejected rows; above it the run ends with exit code 3.",
            job -> job.publish().limits().maxRejectRatio());

    static final Option<Long> REJECTS_MAX_INTERNAL = Option.withDefault(
            "rejects.max-internal",
            OptionType.wholeNumber(0, Integer.MAX_VALUE),
            Limits.DEFAULT.maxInternal(),
            "The most images that may fail for a fault of Marquetry's own; above it the run ends with exit code 3.",
            job -> job.publish().limits().maxInternal());

    static final Option<ExcessPolicy> REJECTS_ON_EXCESS = Option.withDefault(
            "rejects.on-excess",
            OptionType.oneOf(ExcessPolicy.class, OptionCatalog::lowerCase),
            Limits.DEFAULT.onExcess(),
            "Whether a run that exceeds a limit publishes nothing (fail) or publishes all the same.",
            job -> job.publish().limits().onExcess());

    static final Option<SampleSize> REPORT_SAMPLE = Option.withDefault(
            "report.sample",
            OptionType.sample(),
            ReportOptions.DEFAULT.sample(),
            "How many images of a run the report looks at pixel by pixel: a number, all, or auto, a twentieth but at"
                    + " least 500 and at most 10,000; 0 for no pictures and statistics.",
            job -> job.report().sample());

    static final Option<Boolean> REPORT_DUPLICATES = Option.withDefault(
            "report.duplicates",
            OptionType.flag(),
            false,
            "Counts images with the same bytes, by source_hash over the whole dataset.",
            job -> job.report().duplicates() == ReportOptions.Duplicates.COUNTED);

    static final Option<Boolean> RUN_TAKEOVER = Option.withDefault(
            "run.takeover",
            OptionType.flag(),
            false,
            "Takes over the folder from a run that holds it; only for one that is known to be gone.",
            job -> job.publish().takeover() == Takeover.ALWAYS);

    static final Option<Duration> RUN_WAIT = Option.optional(
            "run.wait",
            OptionType.duration(),
            "5m on a standalone cluster, else no limit",
            "How long a run waits for Spark's master, and then for an executor, before it gives up.",
            job -> job.runWait().orElse(null));

    private OutputCatalog() {}

    private static boolean updates(JobOptions job) {
        return job.output().mode() == OutputMode.UPDATE;
    }
}
