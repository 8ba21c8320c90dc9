package dev.marquetry.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may not be the path of the input or of the output, each by itself and beside the other. */
final class PathRules {
    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/]");
    private static final Pattern WEB = Pattern.compile("(?:https?|ftp):/", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    private final OptionValues values;
    private final List<String> faults;

    private PathRules(OptionValues values, List<String> faults) {
        this.values = values;
        this.faults = faults;
    }

    static void check(OptionValues values, List<String> faults) {
        PathRules rules = new PathRules(values, faults);
        rules.checkSpelling();
        rules.checkWeb();
        rules.checkTabs();
        rules.checkPlaces();
    }

    private void checkSpelling() {
        for (Option<String> path :
                List.of(OptionCatalog.INPUT_PATH, OptionCatalog.INPUT_BASE, OutputCatalog.OUTPUT_PATH)) {
            if (values.given(path).filter(PathCredentials::areIn).isPresent()) {
                refuse(
                        path,
                        "must not have credentials in it; give them to Spark, in the environment or as"
                                + " spark.hadoop.fs.s3a.* settings");
            }
            if (isGiven(path, WINDOWS)) {
                refuse(path, "must not be a path of Windows; in WSL the drive C: is /mnt/c");
            }
        }
        if (values.given(OptionCatalog.INPUT_PATH)
                .filter(text -> text.contains("**"))
                .isPresent()) {
            refuse(
                    OptionCatalog.INPUT_PATH,
                    "must not have **: a folder, or one that * stands for, is listed with all that is below it");
        }
    }

    /** The images of a manifest may be on the web, and so may the base of their paths. */
    private void checkWeb() {
        for (Option<String> path : List.of(OptionCatalog.INPUT_PATH, OutputCatalog.OUTPUT_PATH)) {
            if (isGiven(path, WEB)) {
                refuse(path, "must not be a web address, which can be neither listed nor written; download it first");
            }
        }
    }

    private void checkTabs() {
        if (!values.isGiven(OptionCatalog.INPUT_FORMAT)
                && values.given(OptionCatalog.INPUT_PATH)
                        .filter(InputFormat::isNamedLikeTabs)
                        .isPresent()) {
            refuse(
                    OptionCatalog.INPUT_PATH,
                    "is named like a table with tabs between fields, which is not read; save it as CSV with commas");
        }
    }

    private void checkPlaces() {
        Optional<String> input = values.given(OptionCatalog.INPUT_PATH);
        Optional<String> output = values.given(OutputCatalog.OUTPUT_PATH);
        if (input.isEmpty() || output.isEmpty()) {
            return;
        }
        if (output.equals(input)) {
            refuse(OutputCatalog.OUTPUT_PATH, "must not be input.path");
        } else if (values.value(OptionCatalog.INPUT_FORMAT).equals(Optional.of(InputFormat.IMAGES))
                && isListed(input.get(), output.get())) {
            refuse(
                    OutputCatalog.OUTPUT_PATH,
                    "must not be below input.path, where the next run would find the report's pictures");
        }
    }

    /** Returns whether a folder is listed with an input: names that begin with a dot are passed over. */
    private static boolean isListed(String input, String folder) {
        String root = comparable(input.replaceFirst("/[*]/*$", "/"));
        String below = comparable(folder);
        return below.startsWith(root) && !below.substring(root.length() - 1).contains("/.");
    }

    /** Returns a path with a slash at its end, whole and without detours where it is a local one. */
    private static String comparable(String path) {
        String whole = SCHEME.matcher(path).lookingAt()
                ? path
                : Path.of(path).toAbsolutePath().normalize().toString();
        return whole.replaceFirst("/*$", "/");
    }

    private boolean isGiven(Option<String> path, Pattern start) {
        return values.given(path)
                .filter(text -> start.matcher(text).lookingAt())
                .isPresent();
    }

    private void refuse(Option<?> option, String rule) {
        faults.add(values.fault(option, rule));
    }
}
