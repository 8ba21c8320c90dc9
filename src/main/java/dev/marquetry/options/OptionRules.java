package dev.marquetry.options;

import dev.marquetry.options.OptionCatalog.NormalizeChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What options demand of each other.
 *
 * <p>Each rule adds its own fault and leaves the others to be checked; a rule about a value that is at fault by itself
 * is left out.
 */
final class OptionRules {
    private final OptionValues values;
    private final List<String> faults;

    private OptionRules(OptionValues values, List<String> faults) {
        this.values = values;
        this.faults = faults;
    }

    static void check(OptionValues values, List<String> faults) {
        OptionRules rules = new OptionRules(values, faults);
        PathRules.check(values, faults);
        rules.checkInput();
        checkArrays(values, faults);
        rules.checkOutput();
        rules.checkUpdate();
    }

    /** Checks the options of arrays alone. */
    static void checkArrays(OptionValues values, List<String> faults) {
        OptionRules rules = new OptionRules(values, faults);
        rules.checkResize();
        rules.checkArraySize();
        rules.checkStatistics();
        DeriveRules.check(values, faults);
        ModelRules.check(values, faults);
    }

    private void checkInput() {
        Optional<InputFormat> format = values.value(OptionCatalog.INPUT_FORMAT);
        if (format.isEmpty()) {
            return;
        }
        if (format.get() == InputFormat.IMAGES) {
            refuseIfGiven(OptionCatalog.INPUT_SCHEMES, "is for manifests only, and input.format is images");
        }
        if (!OptionCatalog.hasColumns(format.get())) {
            String rule = "is for manifests with columns only, and input.format is " + written(format);
            refuseIfGiven(OptionCatalog.INPUT_PATH_COLUMN, rule);
            refuseIfGiven(OptionCatalog.INPUT_LENGTH_COLUMN, rule);
            refuseIfGiven(OptionCatalog.INPUT_MODIFIED_COLUMN, rule);
            refuseIfGiven(OptionCatalog.INPUT_CONTENT_COLUMN, rule);
            if (values.given(OptionCatalog.INPUT_COLUMNS)
                    .filter(names -> !names.isEmpty())
                    .isPresent()) {
                refuse(OptionCatalog.INPUT_COLUMNS, rule);
            }
            if (!DeriveRules.names(values)
                    .containsAll(values.given(OutputCatalog.OUTPUT_PARTITION_BY).orElse(List.of()))) {
                refuse(
                        OutputCatalog.OUTPUT_PARTITION_BY,
                        rule + ", but for the columns that derive.label and derive.split add");
            }
        }
        if (!format.get().isText()) {
            refuseIfGiven(
                    OptionCatalog.INPUT_ENCODING,
                    "is for manifests of text only, and input.format is " + written(format));
        }
        if (values.isGiven(OptionCatalog.INPUT_CONTENT_COLUMN)) {
            checkContent(format.get());
        }
        values.given(OptionCatalog.INPUT_COLUMNS).ifPresent(this::checkCarried);
        for (String scheme : values.given(OptionCatalog.INPUT_SCHEMES).orElse(List.of())) {
            if (!SourceOptions.GUARDED_SCHEMES.contains(scheme)) {
                refuse(
                        OptionCatalog.INPUT_SCHEMES,
                        "must not have " + scheme + ", as only " + String.join(", ", SourceOptions.GUARDED_SCHEMES)
                                + " need to be named");
            }
        }
    }

    /** Where the bytes are there, no path is opened. */
    private void checkContent(InputFormat format) {
        if (OptionCatalog.hasColumns(format) && format.isText()) {
            refuse(
                    OptionCatalog.INPUT_CONTENT_COLUMN,
                    "is for columns of bytes, which manifests of text do not have, and input.format is "
                            + format.name().toLowerCase(Locale.ROOT));
        }
        for (Option<?> ofFiles : List.of(
                OptionCatalog.INPUT_BASE,
                OptionCatalog.INPUT_LENGTH_COLUMN,
                OptionCatalog.INPUT_SCHEMES,
                OptionCatalog.INPUT_REBASE)) {
            refuseIfGiven(ofFiles, "is for images in files, and input.content-column names a column with their bytes");
        }
    }

    private void checkCarried(List<String> columns) {
        Set<String> own = ownColumns(values);
        Set<String> taken = new HashSet<>(own);
        for (String column : columns) {
            if (!taken.add(column.toLowerCase(Locale.ROOT))) {
                String other = own.contains(column.toLowerCase(Locale.ROOT))
                        ? "the dataset has one of its own by this name"
                        : "another differs only in upper and lower case";
                refuse(OptionCatalog.INPUT_COLUMNS, "must not have the column " + column + ", as " + other);
            }
        }
    }

    /** Returns the columns that the dataset has of its own, in lower case. */
    static Set<String> ownColumns(OptionValues values) {
        Set<String> own = new HashSet<>(OutputOptions.OWN_COLUMNS);
        values.value(OutputCatalog.OUTPUT_PATH_COLUMN).ifPresent(name -> own.add(name.toLowerCase(Locale.ROOT)));
        return own;
    }

    private void checkResize() {
        Optional<ResizeMethod> method = values.value(OptionCatalog.RESIZE_METHOD);
        if (method.isEmpty()) {
            return;
        }
        String chosen = "resize.method is " + written(method);
        List<Option<Long>> sides = List.of(OptionCatalog.RESIZE_HEIGHT, OptionCatalog.RESIZE_WIDTH);
        if (method.get() == ResizeMethod.NONE) {
            sides.forEach(side -> refuseIfGiven(side, "means nothing while " + chosen));
            refuseIfGiven(OptionCatalog.RESIZE_PILLOW, "means nothing while " + chosen);
        } else {
            sides.stream()
                    .filter(side -> !values.isGiven(side))
                    .forEach(side -> refuse(side, "is required, as " + chosen));
        }
        if (method.get() != ResizeMethod.PAD) {
            refuseIfGiven(OptionCatalog.RESIZE_PAD_MODE, "is for resize.method pad only, and " + chosen);
        }
    }

    /** An array has to fit into a Java array and into a Parquet page. */
    private void checkArraySize() {
        Optional<Long> height = values.given(OptionCatalog.RESIZE_HEIGHT);
        Optional<Long> width = values.given(OptionCatalog.RESIZE_WIDTH);
        Optional<ColorMode> mode = values.value(OptionCatalog.IMAGE_MODE);
        Optional<DType> dtype = values.value(OptionCatalog.TENSOR_DTYPE);
        if (height.isPresent() && width.isPresent() && mode.isPresent() && dtype.isPresent()) {
            long bytes = height.get()
                    * width.get()
                    * mode.get().channels()
                    * dtype.get().bytes();
            if (bytes > Integer.MAX_VALUE) {
                refuse(
                        OptionCatalog.RESIZE_HEIGHT,
                        "is too large: with resize.width " + width.get() + " one array takes " + bytes
                                + " bytes, and the most is " + Integer.MAX_VALUE);
            }
        }
    }

    private void checkStatistics() {
        Optional<NormalizeChoice> choice = values.value(OptionCatalog.TENSOR_NORMALIZE);
        boolean imagenet = choice.equals(Optional.of(NormalizeChoice.IMAGENET));
        boolean mean = values.isGiven(OptionCatalog.TENSOR_MEAN);
        boolean std = values.isGiven(OptionCatalog.TENSOR_STD);
        if (mean && !std) {
            refuse(OptionCatalog.TENSOR_STD, "is required along with tensor.mean");
        }
        if (std && !mean) {
            refuse(OptionCatalog.TENSOR_MEAN, "is required along with tensor.std");
        }
        if (mean || std) {
            refuseIfGiven(OptionCatalog.TENSOR_NORMALIZE, "must not be set along with tensor.mean and tensor.std");
        }
        if (values.value(OptionCatalog.TENSOR_DTYPE).equals(Optional.of(DType.UINT8))) {
            String rule = "needs tensor.dtype float32 or float16, which is uint8";
            if (imagenet) {
                refuse(OptionCatalog.TENSOR_NORMALIZE, rule);
            }
            refuseIfGiven(OptionCatalog.TENSOR_MEAN, rule);
            refuseIfGiven(OptionCatalog.TENSOR_STD, rule);
        }
        values.value(OptionCatalog.IMAGE_MODE).ifPresent(mode -> {
            if (imagenet && mode != ColorMode.RGB) {
                refuse(OptionCatalog.TENSOR_NORMALIZE, "needs image.mode RGB, which is " + mode);
            }
            checkChannels(OptionCatalog.TENSOR_MEAN, mode);
            checkChannels(OptionCatalog.TENSOR_STD, mode);
        });
    }

    private void checkChannels(Option<List<Float>> statistics, ColorMode mode) {
        values.given(statistics)
                .filter(numbers -> numbers.size() != mode.channels())
                .ifPresent(numbers -> refuse(
                        statistics,
                        "must have one number per channel, " + mode.channels() + " for image.mode " + mode));
    }

    private void checkUpdate() {
        Optional<OutputMode> mode = values.value(OutputCatalog.OUTPUT_MODE);
        if (mode.isPresent() && mode.get() != OutputMode.UPDATE) {
            for (Option<?> ofUpdates :
                    List.of(OutputCatalog.UPDATE_RETRY, OutputCatalog.UPDATE_GONE, OutputCatalog.UPDATE_BATCH)) {
                refuseIfGiven(ofUpdates, "is for output.mode update only, and output.mode is " + written(mode));
            }
        }
    }

    private void checkOutput() {
        values.given(OutputCatalog.OUTPUT_PATH_COLUMN)
                .filter(name -> OutputOptions.OWN_COLUMNS.contains(name.toLowerCase(Locale.ROOT)))
                .ifPresent(name -> refuse(
                        OutputCatalog.OUTPUT_PATH_COLUMN,
                        "must not be " + name + ", which is another of the dataset's"));
        Optional<List<String>> carried = values.given(OptionCatalog.INPUT_COLUMNS);
        Optional<String> pathColumn = values.value(OptionCatalog.INPUT_PATH_COLUMN);
        List<String> derived = DeriveRules.names(values);
        for (String column : values.value(OutputCatalog.OUTPUT_PARTITION_BY).orElse(List.of())) {
            if (derived.contains(column)) {
                if (column.equals(DerivedColumns.LABEL_INDEX)) {
                    refuse(
                            OutputCatalog.OUTPUT_PARTITION_BY,
                            "must not have the column " + column + "; partition by label, whose numbers it has");
                }
            } else if (ownColumns(values).contains(column.toLowerCase(Locale.ROOT))) {
                refuse(
                        OutputCatalog.OUTPUT_PARTITION_BY,
                        "must not have the column " + column + ", which is the dataset's own and not carried through");
            } else if (carried.isPresent() && !carried.get().contains(column)) {
                refuse(
                        OutputCatalog.OUTPUT_PARTITION_BY,
                        "must not have the column " + column + ", which input.columns leaves out");
            } else if (carried.isEmpty() && pathColumn.equals(Optional.of(column))) {
                refuse(
                        OutputCatalog.OUTPUT_PARTITION_BY,
                        "must not have the column " + column + ", which is input.path-column");
            }
        }
    }

    private void refuseIfGiven(Option<?> option, String rule) {
        if (values.isGiven(option) && values.areSound(option)) {
            refuse(option, rule);
        }
    }

    private void refuse(Option<?> option, String rule) {
        faults.add(values.fault(option, rule));
    }

    private static String written(Optional<? extends Enum<?>> constant) {
        return constant.orElseThrow().name().toLowerCase(Locale.ROOT);
    }
}
