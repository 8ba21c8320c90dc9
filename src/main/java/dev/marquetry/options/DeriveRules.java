package dev.marquetry.options;

import dev.marquetry.options.DerivedColumns.Label;
import dev.marquetry.options.DerivedColumns.LabelIndex;
import dev.marquetry.options.DerivedColumns.Split;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the options of columns that are made of paths demand of each other and of the rest. */
final class DeriveRules {
    private final OptionValues values;
    private final List<String> faults;

    private DeriveRules(OptionValues values, List<String> faults) {
        this.values = values;
        this.faults = faults;
    }

    static void check(OptionValues values, List<String> faults) {
        DeriveRules rules = new DeriveRules(values, faults);
        rules.checkIndex();
        rules.checkRandom();
        rules.checkNames();
    }

    /** Returns the names of the columns that are made of paths. */
    static List<String> names(OptionValues values) {
        DerivedColumns columns = DerivedColumns.NONE
                .withLabel(values.value(DeriveCatalog.DERIVE_LABEL).orElse(Label.NONE))
                .withSplit(values.value(DeriveCatalog.DERIVE_SPLIT).orElse(Split.NONE));
        boolean indexed = columns.label() != Label.NONE
                && values.value(DeriveCatalog.DERIVE_LABEL_INDEX).orElse(false);
        return indexed ? columns.withIndex(LabelIndex.WRITTEN).names() : columns.names();
    }

    private void checkIndex() {
        if (values.value(DeriveCatalog.DERIVE_LABEL_INDEX).equals(Optional.of(true))
                && values.value(DeriveCatalog.DERIVE_LABEL).equals(Optional.of(Label.NONE))) {
            faults.add(
                    values.fault(DeriveCatalog.DERIVE_LABEL_INDEX, "needs labels to number, and derive.label is none"));
        }
    }

    private void checkRandom() {
        values.value(DeriveCatalog.DERIVE_SPLIT)
                .filter(split -> split != Split.RANDOM)
                .ifPresent(split -> {
                    for (Option<?> option : List.of(DeriveCatalog.DERIVE_VALID_SHARE, DeriveCatalog.DERIVE_SEED)) {
                        if (values.isGiven(option) && values.areSound(option)) {
                            faults.add(values.fault(
                                    option,
                                    "is for derive.split random only, which is " + OptionCatalog.lowerCase(split)));
                        }
                    }
                });
    }

    /** No other column may have the name of one that is made, in upper or lower case. */
    private void checkNames() {
        for (String name : names(values)) {
            Option<?> maker = maker(name);
            refuseIfTaken(maker, name, OptionCatalog.INPUT_COLUMNS);
            refuseIfTaken(maker, name, OptionCatalog.MODEL_COLUMN);
            values.value(OutputCatalog.OUTPUT_PATH_COLUMN)
                    .filter(column -> column.toLowerCase(Locale.ROOT).equals(name))
                    .ifPresent(column -> refuse(maker, name, OutputCatalog.OUTPUT_PATH_COLUMN));
        }
    }

    private void refuseIfTaken(Option<?> maker, String name, Option<List<String>> columns) {
        boolean taken = values.given(columns).orElse(List.of()).stream()
                .anyMatch(column -> column.toLowerCase(Locale.ROOT).equals(name));
        if (taken) {
            refuse(maker, name, columns);
        }
    }

    private void refuse(Option<?> maker, String name, Option<?> other) {
        faults.add(values.fault(maker, "adds the column " + name + ", which " + other.key() + " has too"));
    }

    private static Option<?> maker(String name) {
        return switch (name) {
            case DerivedColumns.LABEL -> DeriveCatalog.DERIVE_LABEL;
            case DerivedColumns.SPLIT -> DeriveCatalog.DERIVE_SPLIT;
            default -> DeriveCatalog.DERIVE_LABEL_INDEX;
        };
    }
}
