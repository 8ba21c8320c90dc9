package dev.marquetry.options;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What was given for each option, each value checked by itself.
 *
 * <p>The one place that says which value counts: {@code --set} over the job file over the default, which for the format
 * of the input is what the name of the input tells. The last {@code --set} of a key counts; a key that is in the job
 * file twice is a fault. A value that is nothing, or {@code null}, stands for the default.
 */
final class OptionValues {
    private final Map<String, GivenValue> given;

    private OptionValues(Map<String, GivenValue> given) {
        this.given = given;
    }

    /**
     * Puts settings over the values of a job file.
     *
     * @param file the values of the job file
     * @param settings the values of {@code --set}, in their order
     * @param scope says which options may be given, and are required where they are
     * @param faults takes one message per fault
     */
    static OptionValues merge(
            List<GivenValue> file, List<GivenValue> settings, OptionScope scope, List<String> faults) {
        Map<String, GivenValue> merged = new LinkedHashMap<>();
        for (GivenValue value : file) {
            GivenValue first = merged.putIfAbsent(value.key(), value);
            if (first != null) {
                faults.add(value.key() + " must be given once: " + repeated(first) + ", " + repeated(value));
            }
        }
        settings.forEach(value -> merged.put(value.key(), value));
        Map<String, GivenValue> given = new HashMap<>();
        for (GivenValue value : merged.values()) {
            Optional<Option<?>> option = OptionCatalog.find(value.key());
            if (option.isEmpty()) {
                refuseUnknown(value, faults);
            } else if (scope.refusal(option.get()).isPresent()) {
                faults.add(unknown(value, scope.refusal(option.get()).get()));
            } else if (value.form() != GivenValue.Form.NOTHING) {
                given.put(value.key(), value);
                if (option.get().type().isList() && isJoined(value)) {
                    String text = value.texts().get(0);
                    faults.add(fault(value, "takes a list in brackets, [" + text + "], or [\"" + text + "\"] for one"));
                } else if (option.get().type().read(value).isEmpty()) {
                    faults.add(fault(value, "must be " + option.get().type().rule()));
                }
            }
        }
        presumeFormat(given);
        for (Option<?> option : OptionCatalog.ALL) {
            if (option.isRequired() && scope.refusal(option).isEmpty() && !given.containsKey(option.key())) {
                faults.add(option.key() + " is required: not set");
            }
        }
        return new OptionValues(given);
    }

    /** Where nobody says what the input is, its name does. */
    private static void presumeFormat(Map<String, GivenValue> given) {
        String format = OptionCatalog.INPUT_FORMAT.key();
        GivenValue path = given.get(OptionCatalog.INPUT_PATH.key());
        if (path != null && !given.containsKey(format)) {
            OptionCatalog.INPUT_PATH
                    .type()
                    .read(path)
                    .flatMap(InputFormat::named)
                    .map(named -> GivenValue.scalar(format, OptionCatalog.lowerCase(named), "the name of input.path"))
                    .ifPresent(named -> given.put(format, named));
        }
    }

    private static boolean isJoined(GivenValue value) {
        return value.form() == GivenValue.Form.SCALAR && value.texts().get(0).contains(",");
    }

    private static void refuseUnknown(GivenValue value, List<String> faults) {
        List<String> children = new TreeSet<>(KeyDistance.keys())
                .stream().filter(key -> key.startsWith(value.key() + ".")).toList();
        if (children.isEmpty()) {
            String hint = KeyDistance.nearest(value.key())
                    .map(key -> "; did you mean " + key + "?")
                    .orElse("");
            faults.add(unknown(value, "is not an option") + hint);
        } else if (value.form() != GivenValue.Form.NOTHING) {
            String path = value.key() + ".path";
            String hint = children.contains(path) ? "; did you mean " + path + "?" : "";
            faults.add(unknown(value, "is not an option but holds some (" + String.join(", ", children) + ")") + hint);
        }
    }

    private static String repeated(GivenValue value) {
        return OptionCatalog.find(value.key()).isPresent()
                ? value.shown() + " (" + value.origin() + ")"
                : value.origin();
    }

    /** What is no option may be a secret that was meant for Spark: its value is not repeated. */
    private static String unknown(GivenValue value, String rule) {
        return value.key() + " " + rule + " (" + value.origin() + ")";
    }

    private static String fault(GivenValue value, String rule) {
        return value.key() + " " + rule + ": " + value.shown() + " (" + value.origin() + ")";
    }

    /** Returns a message that a value breaks a rule. */
    String fault(Option<?> option, String rule) {
        GivenValue value = given.get(option.key());
        return value == null ? option.key() + " " + rule + ": not set" : fault(value, rule);
    }

    /** Returns what was given, or nothing where nothing was or it is at fault. */
    <T> Optional<T> given(Option<T> option) {
        return isGiven(option) ? option.type().read(given.get(option.key())) : Optional.empty();
    }

    boolean isGiven(Option<?> option) {
        return given.containsKey(option.key());
    }

    /** Returns what holds: what was given, or else the default, or nothing. */
    <T> Optional<T> value(Option<T> option) {
        return isGiven(option) ? given(option) : Optional.ofNullable(option.defaultValue());
    }

    /** Returns whether none of the options was given a value that is at fault. */
    boolean areSound(Option<?>... options) {
        for (Option<?> option : options) {
            if (isGiven(option) && given(option).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
