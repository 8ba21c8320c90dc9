package dev.marquetry.options;

import dev.marquetry.options.DerivedColumns.LabelIndex;
import dev.marquetry.options.OptionCatalog.NormalizeChoice;
import dev.marquetry.options.PublishOptions.OtherRoot;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Makes the options of a run from a job file and settings, or tells everything that is wrong with them. */
public final class JobOptionsReader {
    /** What messages say where options have no file. */
    private static final String PROGRAM = "the program";

    private static final String COMMAND_LINE = "the command line";

    /** What Spark calls the argument of {@code load}. */
    private static final String PATH = "path";

    private final OptionValues values;

    private JobOptionsReader(OptionValues values) {
        this.values = values;
    }

    /**
     * Reads a job file, if there is one, and puts what a command line says over it.
     *
     * @param jobFile the job file
     * @param settings what the command line says
     * @throws UserException of kind USAGE, if the file cannot be read or any option is at fault
     */
    public static Read read(Optional<Path> jobFile, JobSettings settings) {
        List<GivenValue> file = jobFile.map(JobFile::read).orElse(List.of());
        JobOptions options = resolve(file, settings, jobFile.map(Path::toString).orElse(COMMAND_LINE));
        return new Read(options, () -> text(file, settings));
    }

    private static String text(List<GivenValue> file, JobSettings settings) {
        Map<String, GivenValue> given = new LinkedHashMap<>();
        settings.under(file).forEach(value -> given.put(value.key(), value));
        settings.given().forEach(value -> given.put(value.key(), value));
        return JobFileText.of(List.copyOf(given.values()));
    }

    /**
     * What a job file and a command line amount to.
     *
     * @param options of the run
     * @param text makes a job file that amounts to the same, with what each option means
     */
    public record Read(JobOptions options, Supplier<String> text) {}

    /**
     * Reads a job file and puts a program's values over it.
     *
     * @param jobFile the job file
     * @param keys values as a job file has them: texts, numbers, booleans, lists of these, or maps of keys below a key
     * @throws UserException of kind USAGE, if the file cannot be read or any option is at fault
     */
    public static JobOptions read(Path jobFile, Map<String, ?> keys) {
        List<String> faults = new ArrayList<>();
        List<GivenValue> file = expanded(JobFile.read(jobFile), faults);
        return resolved(file, KeyedValues.of(keys), jobFile.toString(), faults);
    }

    /**
     * Takes the options of a run from a program's values.
     *
     * @param keys values as a job file has them
     * @throws UserException of kind USAGE, if any option is at fault
     */
    public static JobOptions read(Map<String, ?> keys) {
        return resolved(KeyedValues.of(keys), List.of(), PROGRAM, new ArrayList<>());
    }

    /**
     * Takes the options of a DataFrame's images from a program's values.
     *
     * @param keys values as a job file has them
     * @throws UserException of kind USAGE, if any option is at fault, or is one of a job
     */
    public static FrameOptions frame(Map<String, ?> keys) {
        OptionValues values = checked(KeyedValues.of(keys), OptionScope.FRAME, OptionRules::checkArrays, PROGRAM);
        JobOptionsReader reader = new JobOptionsReader(values);
        return new FrameOptions(reader.arrays(), reader.derived(), values.given(OptionCatalog.INPUT_CONTENT_COLUMN));
    }

    /**
     * Takes the options of arrays from the arguments of an SQL function.
     *
     * @param function the function's name, which messages show
     * @param texts the keys and their values as texts, null for the default; a text in brackets is a list
     * @throws UserException of kind USAGE, if any option is at fault, or a function does not have it
     */
    public static ArrayOptions ofFunction(String function, List<Map.Entry<String, String>> texts) {
        return new JobOptionsReader(
                        checked(KeyedValues.ofTexts(texts), OptionScope.FUNCTION, OptionRules::checkArrays, function))
                .arrays();
    }

    /**
     * Takes the options of a data source of images.
     *
     * @param source the source's name, which messages show
     * @param texts the keys and their values as texts; {@code path}, which Spark gives, is {@code input.path}
     * @throws UserException of kind USAGE, if any option is at fault, or is one of a job
     */
    public static ImageSourceOptions imageSource(String source, Map<String, String> texts) {
        List<Map.Entry<String, String>> keyed = texts.entrySet().stream()
                .map(entry -> entry.getKey().equals(PATH)
                        ? new SimpleImmutableEntry<>(OptionCatalog.INPUT_PATH.key(), entry.getValue())
                        : entry)
                .toList();
        JobOptionsReader reader = new JobOptionsReader(
                checked(KeyedValues.ofTexts(keyed), OptionScope.SOURCE, OptionRules::check, source));
        return new ImageSourceOptions(
                reader.source(),
                reader.arrays(),
                reader.of(OptionCatalog.IMAGE_CELLS),
                reader.of(OutputCatalog.OUTPUT_PATH_COLUMN));
    }

    private static OptionValues checked(
            List<GivenValue> given, OptionScope scope, BiConsumer<OptionValues, List<String>> rules, String name) {
        return checked(given, List.of(), scope, rules, name, new ArrayList<>());
    }

    /** Merges what was given, and throws all that is wrong with it, after what is known to be. */
    private static OptionValues checked(
            List<GivenValue> given,
            List<GivenValue> settings,
            OptionScope scope,
            BiConsumer<OptionValues, List<String>> rules,
            String name,
            List<String> faults) {
        OptionValues values = OptionValues.merge(given, settings, scope, faults);
        rules.accept(values, faults);
        if (!faults.isEmpty()) {
            throw new OptionFaults(name, faults);
        }
        return values;
    }

    /** Resolves the values of a job file that has that name. */
    static JobOptions resolve(List<GivenValue> file, JobSettings settings, String name) {
        List<String> faults = new ArrayList<>();
        return resolved(expanded(settings.under(file), faults), expanded(settings.given(), faults), name, faults);
    }

    private static List<GivenValue> expanded(List<GivenValue> given, List<String> faults) {
        PathVariables variables = new PathVariables(faults);
        return given.stream().map(variables::expanded).toList();
    }

    private static JobOptions resolved(
            List<GivenValue> file, List<GivenValue> settings, String name, List<String> faults) {
        return new JobOptionsReader(checked(file, settings, OptionScope.JOB, OptionRules::check, name, faults))
                .options();
    }

    private JobOptions options() {
        ArrayOptions arrays = arrays();
        return new JobOptions(
                new ConversionOptions(
                        source(),
                        arrays.image(),
                        arrays.tensor(),
                        arrays.engine(),
                        arrays.models(),
                        output(),
                        publish(),
                        report()),
                values.given(OutputCatalog.RUN_WAIT));
    }

    private ArrayOptions arrays() {
        return new ArrayOptions(
                new ImageOptions(
                        of(OptionCatalog.IMAGE_MODE),
                        of(OptionCatalog.IMAGE_ORIENTATION),
                        of(OptionCatalog.IMAGE_MAX_PIXELS),
                        resize(),
                        of(OptionCatalog.IMAGE_MAX_SCAN_PIXELS),
                        of(OptionCatalog.IMAGE_SLOW_SECONDS)),
                tensor(),
                new EngineOptions(
                        of(OptionCatalog.ENGINE_DEVICE),
                        Math.toIntExact(of(OptionCatalog.ENGINE_BATCH_SIZE)),
                        of(OptionCatalog.ENGINE_RESIZE)),
                models());
    }

    private DerivedColumns derived() {
        return new DerivedColumns(
                of(DeriveCatalog.DERIVE_LABEL),
                of(DeriveCatalog.DERIVE_LABEL_INDEX) ? LabelIndex.WRITTEN : LabelIndex.OMITTED,
                of(DeriveCatalog.DERIVE_SPLIT),
                of(DeriveCatalog.DERIVE_VALID_SHARE),
                of(DeriveCatalog.DERIVE_SEED));
    }

    private PublishOptions publish() {
        Limits limits = new Limits(
                of(OutputCatalog.REJECTS_MAX_RATIO),
                of(OutputCatalog.REJECTS_MAX_INTERNAL),
                of(OutputCatalog.OUTPUT_MAX_LOSS),
                of(OutputCatalog.REJECTS_ON_EXCESS));
        return new PublishOptions(
                limits,
                of(OutputCatalog.OUTPUT_DUPLICATES),
                of(OutputCatalog.RUN_TAKEOVER) ? Takeover.ALWAYS : Takeover.OF_THE_DEAD,
                of(OptionCatalog.INPUT_REBASE) ? OtherRoot.MOVED : OtherRoot.REFUSED);
    }

    private ReportOptions report() {
        return new ReportOptions(
                of(OutputCatalog.REPORT_SAMPLE),
                of(OutputCatalog.REPORT_DUPLICATES)
                        ? ReportOptions.Duplicates.COUNTED
                        : ReportOptions.Duplicates.IGNORED);
    }

    private SourceOptions source() {
        SourceOptions source = SourceOptions.of(of(OptionCatalog.INPUT_PATH), of(OptionCatalog.INPUT_FORMAT))
                .withPathColumn(of(OptionCatalog.INPUT_PATH_COLUMN))
                .withEncoding(of(OptionCatalog.INPUT_ENCODING))
                .withSchemes(of(OptionCatalog.INPUT_SCHEMES))
                .withDerived(derived());
        source = values.given(OptionCatalog.INPUT_BASE).map(source::withBase).orElse(source);
        source = values.given(OptionCatalog.INPUT_COLUMNS)
                .map(source::withColumns)
                .orElse(source);
        source = values.given(OptionCatalog.INPUT_CONTENT_COLUMN)
                .map(source::withContentColumn)
                .orElse(source);
        source = values.given(OptionCatalog.INPUT_MODIFIED_COLUMN)
                .map(source::withModifiedColumn)
                .orElse(source);
        return values.given(OptionCatalog.INPUT_LENGTH_COLUMN)
                .map(source::withLengthColumn)
                .orElse(source);
    }

    private Resize resize() {
        ResizeMethod method = of(OptionCatalog.RESIZE_METHOD);
        return method == ResizeMethod.NONE
                ? Resize.NONE
                : new Resize(
                        method,
                        Math.toIntExact(of(OptionCatalog.RESIZE_HEIGHT)),
                        Math.toIntExact(of(OptionCatalog.RESIZE_WIDTH)),
                        of(OptionCatalog.RESIZE_PAD_MODE),
                        of(OptionCatalog.RESIZE_PILLOW));
    }

    private TensorOptions tensor() {
        TensorOptions tensor =
                TensorOptions.of(of(OptionCatalog.TENSOR_DTYPE)).withLayout(of(OptionCatalog.TENSOR_LAYOUT));
        Optional<List<Float>> mean = values.given(OptionCatalog.TENSOR_MEAN);
        if (mean.isPresent()) {
            return tensor.withNormalization(new Normalization(mean.get(), of(OptionCatalog.TENSOR_STD)));
        }
        NormalizeChoice choice = of(OptionCatalog.TENSOR_NORMALIZE);
        return switch (choice) {
            case NONE -> tensor;
            case IMAGENET -> tensor.withNormalization(Normalization.IMAGENET);
        };
    }

    /** What is given once holds for every model. */
    private Models models() {
        List<String> paths = values.given(OptionCatalog.MODEL_PATH).orElse(List.of());
        List<String> columns = of(OptionCatalog.MODEL_COLUMN);
        List<String> engines = of(OptionCatalog.MODEL_ENGINE);
        List<Layout> inputs = of(OptionCatalog.MODEL_INPUT);
        List<ModelOptions> models = new ArrayList<>();
        for (int index = 0; index < paths.size(); index++) {
            models.add(new ModelOptions(
                    paths.get(index),
                    columns.get(index),
                    engines.get(engines.size() == 1 ? 0 : index),
                    inputs.get(inputs.size() == 1 ? 0 : index)));
        }
        return new Models(models, of(OutputCatalog.OUTPUT_IMAGE) ? ImageColumn.WRITTEN : ImageColumn.OMITTED);
    }

    private OutputOptions output() {
        return OutputOptions.to(of(OutputCatalog.OUTPUT_PATH))
                .withMode(of(OutputCatalog.OUTPUT_MODE))
                .withEncoding(of(OutputCatalog.OUTPUT_ENCODING))
                .withCompression(of(OutputCatalog.OUTPUT_COMPRESSION))
                .withPartitionBy(of(OutputCatalog.OUTPUT_PARTITION_BY))
                .withFileSize(of(OutputCatalog.OUTPUT_FILE_SIZE))
                .withRowGroupSize(of(OutputCatalog.OUTPUT_ROW_GROUP_SIZE))
                .withPathColumn(of(OutputCatalog.OUTPUT_PATH_COLUMN))
                .withUpdate(new UpdateOptions(
                        of(OutputCatalog.UPDATE_RETRY), of(OutputCatalog.UPDATE_GONE), of(OutputCatalog.UPDATE_BATCH)));
    }

    /** The rules have made sure that there is a value. */
    private <T> T of(Option<T> option) {
        return values.value(option).orElseThrow(() -> new IllegalStateException("no value for " + option.key()));
    }
}
