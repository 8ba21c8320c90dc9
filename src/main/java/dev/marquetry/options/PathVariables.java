package dev.marquetry.options;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for something else in the paths of a job file and of {@code --set}, as in a shell: {@code ~} for the home
 * folder, {@code $NAME} and <code>${NAME}</code> for variables of the environment. {@code $$} is a dollar sign.
 *
 * <p>Paths that a program gives are taken as they are.
 */
final class PathVariables {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\$|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)})");

    private static final List<Option<?>> PATHS = List.of(
            OptionCatalog.INPUT_PATH, OptionCatalog.INPUT_BASE, OptionCatalog.MODEL_PATH, OutputCatalog.OUTPUT_PATH);

    private final String home;
    private final UnaryOperator<String> environment;
    private final List<String> faults;

    /**
     * Makes one that reads the environment of the process.
     *
     * @param faults takes a message per variable that is not set
     */
    PathVariables(List<String> faults) {
        this(System.getProperty("user.home"), System::getenv, faults);
    }

    PathVariables(String home, UnaryOperator<String> environment, List<String> faults) {
        this.home = home;
        this.environment = environment;
        this.faults = faults;
    }

    /** Returns the value of an option with its paths as they are meant; that of any other option as it is. */
    GivenValue expanded(GivenValue given) {
        if (PATHS.stream().noneMatch(option -> option.key().equals(given.key()))) {
            return given;
        }
        List<String> texts =
                given.texts().stream().map(text -> expanded(text, given)).toList();
        return new GivenValue(given.key(), given.form(), texts, given.origin());
    }

    private String expanded(String text, GivenValue given) {
        String below = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        return VARIABLE.matcher(below).replaceAll(found -> Matcher.quoteReplacement(value(found.group(), given)));
    }

    private String value(String variable, GivenValue given) {
        if (variable.equals("$$")) {
            return "$";
        }
        String name = variable.replaceAll("[${}]", "");
        String value = environment.apply(name);
        if (value == null) {
            faults.add(given.key() + " names a variable that the environment does not have: " + name + " ("
                    + given.origin() + "); $$ is a dollar sign");
            return variable;
        }
        return value;
    }
}
