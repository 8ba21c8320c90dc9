package dev.marquetry.options;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the options of models demand of each other and of the rest. */
final class ModelRules {
    private final OptionValues values;
    private final List<String> faults;

    private ModelRules(OptionValues values, List<String> faults) {
        this.values = values;
        this.faults = faults;
    }

    static void check(OptionValues values, List<String> faults) {
        ModelRules rules = new ModelRules(values, faults);
        Optional<List<String>> paths = values.given(OptionCatalog.MODEL_PATH);
        if (paths.isPresent()) {
            rules.checkCredentials(paths.get());
            rules.checkCounts(paths.get().size());
            rules.checkColumns();
            rules.checkTensor();
        } else if (!values.isGiven(OptionCatalog.MODEL_PATH)) {
            rules.checkWithout();
        }
    }

    private void checkWithout() {
        for (Option<?> option :
                List.of(OptionCatalog.MODEL_COLUMN, OptionCatalog.MODEL_ENGINE, OptionCatalog.MODEL_INPUT)) {
            refuseIfGiven(option, "means nothing without model.path");
        }
        if (omitsImages()) {
            refuse(OutputCatalog.OUTPUT_IMAGE, "leaves nothing to write without model.path");
        }
    }

    private void checkCredentials(List<String> paths) {
        if (paths.stream().anyMatch(PathCredentials::areIn)) {
            refuse(
                    OptionCatalog.MODEL_PATH,
                    "must not have credentials in it; give them to Spark, in the environment or as"
                            + " spark.hadoop.fs.s3a.* settings");
        }
    }

    private void checkCounts(int models) {
        values.value(OptionCatalog.MODEL_COLUMN)
                .filter(columns -> columns.size() != models)
                .ifPresent(columns -> refuse(
                        OptionCatalog.MODEL_COLUMN, "must name a column for each model of model.path, " + models));
        checkOneOrAll(OptionCatalog.MODEL_ENGINE, models);
        checkOneOrAll(OptionCatalog.MODEL_INPUT, models);
    }

    private <T> void checkOneOrAll(Option<List<T>> option, int models) {
        values.given(option)
                .filter(given -> given.size() != 1 && given.size() != models)
                .ifPresent(given ->
                        refuse(option, "must be one for all models, or one for each model of model.path, " + models));
    }

    private void checkColumns() {
        Set<String> own = OptionRules.ownColumns(values);
        Set<String> taken = new HashSet<>();
        Set<String> carried = new HashSet<>();
        values.given(OptionCatalog.INPUT_COLUMNS).orElse(List.of()).stream()
                .map(ModelRules::lowerCase)
                .forEach(carried::add);
        for (String column : values.value(OptionCatalog.MODEL_COLUMN).orElse(List.of())) {
            String other = "";
            if (own.contains(lowerCase(column))) {
                other = "as the dataset has one of its own by this name";
            } else if (carried.contains(lowerCase(column))) {
                other = "as input.columns carries one of this name through";
            } else if (!taken.add(lowerCase(column))) {
                other = "as another model has it";
            }
            if (!other.isEmpty()) {
                refuse(OptionCatalog.MODEL_COLUMN, "must not have the column " + column + ", " + other);
            }
        }
    }

    private void checkTensor() {
        if (values.value(OptionCatalog.TENSOR_DTYPE).equals(Optional.of(DType.UINT8))) {
            refuse(
                    OptionCatalog.MODEL_PATH,
                    "needs tensor.dtype float32 or float16, as models are given the tensors, and it is uint8");
        }
        if (omitsImages()) {
            refuseIfGiven(
                    OptionCatalog.TENSOR_LAYOUT,
                    "means nothing while output.image is false; model.input says what models are given");
        }
    }

    private boolean omitsImages() {
        return values.value(OutputCatalog.OUTPUT_IMAGE).equals(Optional.of(false));
    }

    private void refuseIfGiven(Option<?> option, String rule) {
        if (values.isGiven(option) && values.areSound(option)) {
            refuse(option, rule);
        }
    }

    private void refuse(Option<?> option, String rule) {
        faults.add(values.fault(option, rule));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
