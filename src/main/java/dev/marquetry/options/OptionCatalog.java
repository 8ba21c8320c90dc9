package dev.marquetry.options;

import dev.marquetry.options.PublishOptions.OtherRoot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** All options, each as one value. */
final class OptionCatalog {
    /** As many as a Java array of RGB samples can hold. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 3;

    private static final List<String> ARRAY_GROUPS =
            List.of("derive.", "image.", "resize.", "tensor.", "engine.", "model.");

    private static final int MOST_SIDE = 65_535;
    private static final int MOST_BATCH = 65_536;

    static final Option<String> INPUT_PATH = Option.required(
            "input.path",
            OptionType.text(),
            "Folder, glob or manifest; a relative one is relative to the working directory.",
            job -> job.source().path());

    static final Option<InputFormat> INPUT_FORMAT = Option.withDefault(
            "input.format",
            OptionType.oneOf(InputFormat.class, OptionCatalog::lowerCase),
            InputFormat.IMAGES,
            "What input.path holds: image files, or a manifest, which a name such as list.csv tells by itself.",
            job -> job.source().format());

    static final Option<String> INPUT_PATH_COLUMN = Option.withDefault(
            "input.path-column",
            OptionType.text(),
            "path",
            "Manifest column with the images' paths, one within a struct as image.path; relative ones resolve against"
                    + " input.base.",
            job -> hasColumns(job.source().format()) ? job.source().pathColumn() : null);

    static final Option<String> INPUT_BASE = Option.optional(
            "input.base",
            OptionType.text(),
            "the manifest's folder, or the listed one",
            "Root: the folder that relative paths in a manifest, or the paths of listed images, are relative to.",
            job -> job.source().base().orElse(null));

    static final Option<List<String>> INPUT_COLUMNS = Option.optional(
            "input.columns",
            OptionType.names(),
            "all",
            "Manifest columns to carry through; [] for none.",
            job -> job.source().columns().orElse(null));

    static final Option<String> INPUT_LENGTH_COLUMN = Option.optional(
            "input.length-column",
            OptionType.text(),
            "",
            "Manifest column with the lengths of the images' files in bytes, which saves S3 a request for each.",
            job -> job.source().lengthColumn().orElse(null));

    static final Option<String> INPUT_MODIFIED_COLUMN = Option.optional(
            "input.modified-column",
            OptionType.text(),
            "",
            "Manifest column that has another value once a file has changed: its time of modification, which becomes"
                    + " source_modified, or an etag or version, which is carried through.",
            job -> job.source().modifiedColumn().orElse(null));

    static final Option<String> INPUT_CONTENT_COLUMN = Option.optional(
            "input.content-column",
            OptionType.text(),
            "",
            "Manifest column with the images' bytes, where they are not in files; one within a struct as image.bytes.",
            job -> job.source().contentColumn().orElse(null));

    static final Option<String> INPUT_ENCODING = Option.withDefault(
            "input.encoding",
            OptionType.encoding(),
            SourceOptions.DEFAULT_ENCODING,
            "Encoding of a manifest that is text: CSV, JSON lines or a list of paths.",
            job -> job.source().format().isText() ? job.source().encoding() : null);

    static final Option<List<String>> INPUT_SCHEMES = Option.withDefault(
            "input.schemes",
            OptionType.names(),
            List.of(),
            "Schemes in a manifest that are contacted beyond file systems and object stores: http, https, ftp, sftp.",
            job -> job.source().format() == InputFormat.IMAGES
                    ? null
                    : job.source().schemes());

    static final Option<Boolean> INPUT_REBASE = Option.withDefault(
            "input.rebase",
            OptionType.flag(),
            false,
            "Whether the pictures of the dataset that is appended to or updated have moved to the root of this input.",
            job -> job.publish().otherRoot() == OtherRoot.MOVED);

    static final Option<ColorMode> IMAGE_MODE = Option.withDefault(
            "image.mode",
            OptionType.oneOf(ColorMode.class, ColorMode::name),
            ColorMode.RGB,
            "Mode that every image is converted to: fastai's PILImage (RGB) or PILImageBW (L).",
            job -> job.image().mode());

    static final Option<Orientation> IMAGE_ORIENTATION = Option.withDefault(
            "image.orientation",
            OptionType.oneOf(Orientation.class, OptionCatalog::lowerCase),
            Orientation.IGNORE,
            "EXIF orientation: ignored, as fastai does, or applied. Pillow turns TIFF files upright itself, in any"
                    + " case.",
            job -> job.image().orientation());

    static final Option<Long> IMAGE_MAX_PIXELS = Option.withDefault(
            "image.max-pixels",
            OptionType.wholeNumber(1, MOST_PIXELS),
            ImageOptions.DEFAULT_MAX_PIXELS,
            "Larger images are rejected before they are decoded; the default is Pillow's limit.",
            job -> job.image().maxPixels());

    static final Option<Long> IMAGE_MAX_SCAN_PIXELS = Option.withDefault(
            "image.max-scan-pixels",
            OptionType.wholeNumber(1),
            ImageOptions.DEFAULT_MAX_SCAN_PIXELS,
            "Most pixels that decoding one file may go through: those of a JPEG once for each of its scans, those of"
                    + " all strips or tiles of a TIFF. Above it the file is rejected before it is decoded.",
            job -> job.image().maxScanPixels());

    static final Option<Long> IMAGE_SLOW_SECONDS = Option.withDefault(
            "image.slow-seconds",
            OptionType.wholeNumber(1),
            ImageOptions.DEFAULT_SLOW_SECONDS,
            "After so many seconds an image that is still being decoded is named in the log.",
            job -> job.image().slowSeconds());

    static final Option<CellForm> IMAGE_CELLS = Option.withDefault(
            "image.cells",
            OptionType.oneOf(CellForm.class, OptionCatalog::lowerCase),
            CellForm.TENSOR,
            "What the data source marquetry-images gives: tensors, for format marquetry, or arrays of numbers.",
            job -> null);

    static final Option<ResizeMethod> RESIZE_METHOD = Option.withDefault(
            "resize.method",
            OptionType.oneOf(ResizeMethod.class, OptionCatalog::lowerCase),
            ResizeMethod.NONE,
            "How an image is fitted to the size: fastai's ResizeMethod.",
            job -> job.image().resize().method());

    static final Option<Long> RESIZE_HEIGHT = Option.optional(
            "resize.height",
            OptionType.wholeNumber(1, MOST_SIDE),
            "",
            "Rows of the result; required with a method.",
            job -> resizes(job) ? (long) job.image().resize().height() : null);

    static final Option<Long> RESIZE_WIDTH = Option.optional(
            "resize.width",
            OptionType.wholeNumber(1, MOST_SIDE),
            "",
            "Columns of the result; required with a method.",
            job -> resizes(job) ? (long) job.image().resize().width() : null);

    static final Option<PadMode> RESIZE_PAD_MODE = Option.withDefault(
            "resize.pad-mode",
            OptionType.oneOf(PadMode.class, OptionCatalog::lowerCase),
            PadMode.REFLECTION,
            "What stands in the padding of the method pad: fastai's PadMode.",
            job -> job.image().resize().method() == ResizeMethod.PAD
                    ? job.image().resize().padMode()
                    : null);

    /** Written where it is not the default: the fingerprints of older datasets are without it. */
    static final Option<PillowVersion> RESIZE_PILLOW = Option.withDefault(
            "resize.pillow",
            OptionType.oneOf(PillowVersion.class, PillowVersion::major),
            PillowVersion.V12,
            "Pillow whose pixels are given: 13 resizes columns before rows where the height shrinks by over twice of"
                    + " what the width does.",
            job -> job.image().resize().pillow() == PillowVersion.V12
                    ? null
                    : job.image().resize().pillow());

    static final Option<DType> TENSOR_DTYPE = Option.withDefault(
            "tensor.dtype",
            OptionType.oneOf(TensorOptions.DTYPES, DType::numpyName),
            DType.UINT8,
            "Type of the elements; the float ones are scaled to 0..1 as by fastai's IntToFloatTensor.",
            job -> job.tensor().dtype());

    static final Option<NormalizeChoice> TENSOR_NORMALIZE = Option.withDefault(
            "tensor.normalize",
            OptionType.oneOf(NormalizeChoice.class, OptionCatalog::lowerCase),
            NormalizeChoice.NONE,
            "Statistics to normalize float values with; or give tensor.mean and tensor.std.",
            OptionCatalog::normalizeChoice);

    static final Option<List<Float>> TENSOR_MEAN = Option.optional(
            "tensor.mean",
            OptionType.numbers(),
            "",
            "What is subtracted from scaled values, one number per channel.",
            job -> givenStatistics(job).map(Normalization::mean).orElse(null));

    static final Option<List<Float>> TENSOR_STD = Option.optional(
            "tensor.std",
            OptionType.divisors(),
            "",
            "What the difference is divided by, one number per channel.",
            job -> givenStatistics(job).map(Normalization::std).orElse(null));

    static final Option<Layout> TENSOR_LAYOUT = Option.withDefault(
            "tensor.layout",
            OptionType.oneOf(Layout.class, Layout::name),
            Layout.HWC,
            "Order of the axes: NumPy's for images (HWC) or PyTorch's (CHW).",
            job -> job.tensor().layout());

    static final Option<DeviceChoice> ENGINE_DEVICE = Option.withDefault(
            "engine.device",
            OptionType.oneOf(DeviceChoice.class, OptionCatalog::lowerCase),
            DeviceChoice.AUTO,
            "Where the engine runs; auto is a GPU where the executor has one.",
            job -> job.engine().device());

    static final Option<Long> ENGINE_BATCH_SIZE = Option.withDefault(
            "engine.batch-size",
            OptionType.wholeNumber(1, MOST_BATCH),
            32L,
            "Most images per call of the engine.",
            job -> (long) job.engine().batchSize());

    static final Option<ResizePlace> ENGINE_RESIZE = Option.withDefault(
            "engine.resize",
            OptionType.oneOf(ResizePlace.class, OptionCatalog::lowerCase),
            ResizePlace.AUTO,
            "Where images are resized: in the decoder, on the engine's device; auto is there where it is a GPU.",
            job -> job.engine().resize());

    static final Option<List<String>> MODEL_PATH = Option.optional(
            "model.path",
            OptionType.oneOrMore(OptionType.text()),
            "",
            "Models that every converted batch is run through: TorchScript files, DJL model folders or archives.",
            job -> ofModels(job, ModelOptions::path));

    static final Option<List<String>> MODEL_COLUMN = Option.withDefault(
            "model.column",
            OptionType.oneOrMore(OptionType.text()),
            List.of(ModelOptions.DEFAULT_COLUMN),
            "Columns that take what the models give, one for each.",
            job -> ofModels(job, ModelOptions::column));

    static final Option<List<String>> MODEL_ENGINE = Option.withDefault(
            "model.engine",
            OptionType.oneOrMore(OptionType.text()),
            List.of(ModelOptions.DEFAULT_ENGINE),
            "DJL's engine that the models are for, or one for each.",
            job -> ofModels(job, ModelOptions::engine));

    static final Option<List<Layout>> MODEL_INPUT = Option.withDefault(
            "model.input",
            OptionType.oneOrMore(OptionType.oneOf(Layout.class, Layout::name)),
            List.of(Layout.CHW),
            "Order of an image's axes that the models take, PyTorch's (CHW) or NumPy's (HWC), or one for each.",
            job -> ofModels(job, ModelOptions::input));

    /** All options, in the order in which they are listed. */
    static final List<Option<?>> ALL = List.of(
            INPUT_PATH,
            INPUT_FORMAT,
            INPUT_PATH_COLUMN,
            INPUT_BASE,
            INPUT_COLUMNS,
            INPUT_LENGTH_COLUMN,
            INPUT_MODIFIED_COLUMN,
            INPUT_CONTENT_COLUMN,
            INPUT_ENCODING,
            INPUT_SCHEMES,
            INPUT_REBASE,
            DeriveCatalog.DERIVE_LABEL,
            DeriveCatalog.DERIVE_LABEL_INDEX,
            DeriveCatalog.DERIVE_SPLIT,
            DeriveCatalog.DERIVE_VALID_SHARE,
            DeriveCatalog.DERIVE_SEED,
            IMAGE_MODE,
            IMAGE_ORIENTATION,
            IMAGE_MAX_PIXELS,
            IMAGE_MAX_SCAN_PIXELS,
            IMAGE_SLOW_SECONDS,
            IMAGE_CELLS,
            RESIZE_METHOD,
            RESIZE_HEIGHT,
            RESIZE_WIDTH,
            RESIZE_PAD_MODE,
            RESIZE_PILLOW,
            TENSOR_DTYPE,
            TENSOR_NORMALIZE,
            TENSOR_MEAN,
            TENSOR_STD,
            TENSOR_LAYOUT,
            ENGINE_DEVICE,
            ENGINE_BATCH_SIZE,
            ENGINE_RESIZE,
            MODEL_PATH,
            MODEL_COLUMN,
            MODEL_ENGINE,
            MODEL_INPUT,
            OutputCatalog.OUTPUT_PATH,
            OutputCatalog.OUTPUT_MODE,
            OutputCatalog.OUTPUT_IMAGE,
            OutputCatalog.OUTPUT_ENCODING,
            OutputCatalog.OUTPUT_COMPRESSION,
            OutputCatalog.OUTPUT_PARTITION_BY,
            OutputCatalog.OUTPUT_FILE_SIZE,
            OutputCatalog.OUTPUT_ROW_GROUP_SIZE,
            OutputCatalog.OUTPUT_PATH_COLUMN,
            OutputCatalog.OUTPUT_DUPLICATES,
            OutputCatalog.OUTPUT_MAX_LOSS,
            OutputCatalog.UPDATE_RETRY,
            OutputCatalog.UPDATE_GONE,
            OutputCatalog.UPDATE_BATCH,
            OutputCatalog.REJECTS_MAX_RATIO,
            OutputCatalog.REJECTS_MAX_INTERNAL,
            OutputCatalog.REJECTS_ON_EXCESS,
            OutputCatalog.REPORT_SAMPLE,
            OutputCatalog.REPORT_DUPLICATES,
            OutputCatalog.RUN_TAKEOVER,
            OutputCatalog.RUN_WAIT);

    /** The statistics that have a name. */
    enum NormalizeChoice {
        NONE,
        IMAGENET
    }

    private OptionCatalog() {}

    /** Returns whether an option says what is made of a DataFrame's images. */
    static boolean isOfFrames(Option<?> option) {
        return option.equals(OutputCatalog.OUTPUT_IMAGE)
                || option.equals(INPUT_CONTENT_COLUMN)
                || (!option.equals(IMAGE_CELLS) && ARRAY_GROUPS.stream().anyMatch(option.key()::startsWith));
    }

    /** Returns the option of a key, or nothing. */
    static Optional<Option<?>> find(String key) {
        return ALL.stream().filter(option -> option.key().equals(key)).findFirst();
    }

    /** Returns whether an input of that format has columns with names. */
    static boolean hasColumns(InputFormat format) {
        return switch (format) {
            case IMAGES, TEXT -> false;
            case PARQUET, CSV, JSON, ORC, TABLE -> true;
        };
    }

    /** Returns a value of each model, or null without models. */
    private static <T> List<T> ofModels(JobOptions job, Function<ModelOptions, T> value) {
        List<ModelOptions> models = job.models().all();
        return models.isEmpty() ? null : models.stream().map(value).toList();
    }

    private static boolean resizes(JobOptions job) {
        return job.image().resize().method() != ResizeMethod.NONE;
    }

    /** Statistics without a name stand in place of the choice. */
    private static NormalizeChoice normalizeChoice(JobOptions job) {
        if (givenStatistics(job).isPresent()) {
            return null;
        }
        return job.tensor().normalization().isPresent() ? NormalizeChoice.IMAGENET : NormalizeChoice.NONE;
    }

    private static Optional<Normalization> givenStatistics(JobOptions job) {
        return job.tensor().normalization().filter(statistics -> !statistics.equals(Normalization.IMAGENET));
    }

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
