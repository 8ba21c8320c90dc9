package dev.marquetry.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a command line says of a job, over the job file if there is one. The last word on a key counts. */
public final class JobSettings {
    private static final Pattern SIZE = Pattern.compile("([0-9]+)(?:[xX]([0-9]+))?");

    private final List<GivenValue> given = new ArrayList<>();
    private final List<GivenValue> presumed = new ArrayList<>();

    /** Returns what {@code --set} says alone, {@code key=value} each. */
    public static JobSettings of(List<String> settings) {
        JobSettings all = new JobSettings();
        settings.forEach(all::set);
        return all;
    }

    /** Adds what {@code --set} takes, {@code key=value}. */
    public JobSettings set(String setting) {
        given.add(Setting.parse(setting));
        return this;
    }

    /**
     * Adds the value of a flag of its own.
     *
     * @param flag its name, for messages
     * @param key the key that it stands for
     * @param text the value, a list with commas between
     */
    public JobSettings flag(String flag, String key, String text) {
        boolean isList =
                OptionCatalog.find(key).filter(option -> option.type().isList()).isPresent();
        given.add(
                isList
                        ? GivenValue.list(key, List.of(text.split("\\s*,\\s*")), flag)
                        : GivenValue.scalar(key, text, flag));
        return this;
    }

    /**
     * Adds the size that images are fitted to, by a crop unless a method is given.
     *
     * @param flag the flag's name, for messages
     * @param text a number of rows and columns, or rows x columns
     */
    public JobSettings size(String flag, String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    flag + " is not a size: " + text,
                    "it takes one number, or rows x columns",
                    "write, for example, " + flag + " 224 or " + flag + " 240x320");
        }
        String width = size.group(2) == null ? size.group(1) : size.group(2);
        given.add(GivenValue.scalar(OptionCatalog.RESIZE_HEIGHT.key(), size.group(1), flag));
        given.add(GivenValue.scalar(OptionCatalog.RESIZE_WIDTH.key(), width, flag));
        presumed.add(GivenValue.scalar(OptionCatalog.RESIZE_METHOD.key(), "crop", flag));
        return this;
    }

    /**
     * Adds the images of a job without a file.
     *
     * @param input a folder or glob of images, or a manifest
     * @param output the dataset's folder
     */
    public JobSettings places(String input, String output) {
        given.add(0, GivenValue.scalar(OptionCatalog.INPUT_PATH.key(), input, "the command line"));
        given.add(1, GivenValue.scalar(OutputCatalog.OUTPUT_PATH.key(), output, "the command line"));
        return this;
    }

    /** Returns whether nothing was said. */
    public boolean isEmpty() {
        return given.isEmpty();
    }

    /** Returns what the command line gives. */
    List<GivenValue> given() {
        return given;
    }

    /** Returns the values of a file that still hold, and what is presumed where nobody says anything. */
    List<GivenValue> under(List<GivenValue> file) {
        boolean withoutResize = given.stream()
                .filter(value -> value.key().equals(OptionCatalog.RESIZE_METHOD.key()))
                .reduce((first, second) -> second)
                .filter(value -> value.texts().equals(List.of(OptionCatalog.lowerCase(ResizeMethod.NONE))))
                .isPresent();
        Set<String> ofResize = Set.of(
                OptionCatalog.RESIZE_HEIGHT.key(),
                OptionCatalog.RESIZE_WIDTH.key(),
                OptionCatalog.RESIZE_PAD_MODE.key(),
                OptionCatalog.RESIZE_PILLOW.key());
        // Who takes the resize away means the size, too.
        Stream<GivenValue> standing = file.stream().filter(value -> !(withoutResize && ofResize.contains(value.key())));
        Stream<GivenValue> missing = presumed.stream()
                .filter(value -> Stream.concat(file.stream(), given.stream())
                        .noneMatch(
                                other -> other.key().equals(value.key()) && other.form() != GivenValue.Form.NOTHING));
        return Stream.concat(standing, missing).toList();
    }
}
