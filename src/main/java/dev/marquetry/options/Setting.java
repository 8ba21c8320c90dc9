package dev.marquetry.options;

import java.util.List;

/**
 * Reads what follows {@code --set}: {@code key=value}.
 *
 * <p>A value in brackets is a list and a value in quotes is unquoted, both as in YAML; anything else stands for itself,
 * so a glob needs no quotes but the shell's.
 */
final class Setting {
    private static final String ORIGIN = "--set";

    private Setting() {}

    /**
     * Reads one setting.
     *
     * @throws UserException if there is no key, or the list or the quotes are not YAML
     */
    static GivenValue parse(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "--set takes key=value" + (isOption(setting) ? ": " + setting : ""),
                    "there is no key or no = in it",
                    "write, for example, --set resize.height=224");
        }
        String key = setting.substring(0, equals).strip();
        String value = setting.substring(equals + 1).strip();
        if (value.isEmpty() || value.equals("null") || value.equals("~")) {
            return GivenValue.nothing(key, ORIGIN);
        }
        boolean list = value.startsWith("[") && value.endsWith("]");
        return list || value.startsWith("'") || value.startsWith("\"")
                ? yaml(key, value)
                : GivenValue.scalar(key, value, ORIGIN);
    }

    /** Whatever else stands there may be a secret and is not repeated. */
    private static boolean isOption(String key) {
        return OptionCatalog.find(key.strip()).isPresent();
    }

    private static GivenValue yaml(String key, String value) {
        List<GivenValue> parsed;
        try {
            parsed = JobFile.parse("value: " + value, ORIGIN);
        } catch (UserException malformed) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "--set " + key + " has a value that is not YAML" + (isOption(key) ? ": " + value : ""),
                    "it begins with a bracket or a quote, so it must be a list or a quoted text",
                    "write, for example, --set 'input.columns=[label, split]'");
        }
        GivenValue only = parsed.get(0);
        return new GivenValue(key, only.form(), only.texts(), ORIGIN);
    }
}
