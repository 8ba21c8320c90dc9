package dev.marquetry.options;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why an image gave no array: what stands in the column {@code error} of {@code rejects/}.
 *
 * <p>All of them, so that the documented table can be made from here.
 */
public enum RejectCode {
    /** The path is null or blank. */
    BLANK_PATH("the path is null or blank", Stage.FETCH),
    /** The path is no path that Hadoop understands, or its file system is unknown. */
    BAD_PATH("Hadoop cannot name the file by its path, or knows no file system for it", Stage.FETCH),
    /** There is nothing at the path. */
    NOT_FOUND("there is no file at the path", Stage.FETCH),
    /** There is a directory at the path. */
    IS_DIRECTORY("there is a folder at the path", Stage.FETCH),
    /** There is a pipe, a socket or a device at the path, or a link that leads back to itself. */
    NOT_A_FILE("there is a pipe, a socket, a device or a circular link at the path", Stage.FETCH),
    /** The scheme of the path is contacted only where {@code input.schemes} names it. */
    SCHEME_NOT_ALLOWED("the path's scheme is contacted only where `input.schemes` names it", Stage.FETCH),
    /** The file may not be read. */
    PERMISSION_DENIED("the file may not be read", Stage.FETCH),
    /** The file is too large to be held in this executor's memory. */
    FILE_TOO_LARGE("the file does not fit into an executor's memory", Stage.FETCH),
    /** The column {@code input.content-column} is null in this row. */
    NO_CONTENT("the column of the images' bytes is null", Stage.FETCH),
    /** The file system failed, also when it was asked again. */
    IO_ERROR("the file system failed, also when it was asked again", Stage.FETCH),
    /** The file has no bytes. */
    EMPTY("the file has no bytes", Stage.DECODE),
    /** The bytes are no image of any known format. */
    NOT_AN_IMAGE("the file is no image of any known format", Stage.DECODE),
    /** The file is an image, of a format or a variant that is not decoded. */
    UNSUPPORTED("the file is an image, of a format or a variant that is not decoded", Stage.DECODE),
    /** The file ends before its image does. */
    TRUNCATED("the file ends before its image does", Stage.DECODE),
    /** The file contradicts its own format. */
    CORRUPT("the file contradicts its own format", Stage.DECODE),
    /** The image has more pixels than the limit. */
    TOO_LARGE(
            "the image has more pixels than `image.max-pixels`, or a part of the file is out of bounds", Stage.DECODE),
    /** The file has pixels to go through so many times that it would be decoded for minutes. */
    TOO_SLOW("decoding would go through more pixels than `image.max-scan-pixels`", Stage.DECODE),
    /** Processes died while they decoded the image. */
    PROCESS_DIED("processes died while they decoded the image", Stage.DECODE),
    /** The image does not fit into the memory of its process. */
    OUT_OF_MEMORY("the image does not fit into the memory of its process", Stage.DECODE, Stage.CONVERT),
    /** Our own code failed at the image, which is no fault of the file; the message holds the stack trace. */
    INTERNAL("an error of Marquetry's own: please report it with its message", Stage.DECODE),
    /** The engine failed, or a model refused the batch. */
    ENGINE("the engine failed, or a model refused the image", Stage.CONVERT, Stage.MODEL),
    /** The file is no model that the engine reads. */
    UNREADABLE("a model cannot be read: the run is refused, no image is", Stage.MODEL),
    /** What the model gives is not one array of numbers per image, of the shape that its column has. */
    OUTPUT("the model gave something else than an array of its column's shape", Stage.MODEL);

    private final String help;
    private final Stage stage;
    private final Stage other;

    RejectCode(String help, Stage stage) {
        this(help, stage, stage);
    }

    RejectCode(String help, Stage stage, Stage other) {
        this.help = help;
        this.stage = stage;
        this.other = other;
    }

    /** The stage that gave up: what stands in the column {@code stage}, in lower case. */
    public enum Stage {
        /** Getting the bytes. */
        FETCH,
        /** Making pixels of them. */
        DECODE,
        /** Making values of the pixels. */
        CONVERT,
        /** Running a model. */
        MODEL;

        /** Returns the stage as it stands in the column. */
        public String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns what it means, in a few words. */
    public String help() {
        return help;
    }

    /** Returns the stages that give up with it. */
    public Set<Stage> stages() {
        return EnumSet.of(stage, other);
    }

    /** Returns the table of all codes, as Markdown. */
    public static String markdown() {
        return "| stage | error | what it means |\n|---|---|---|\n"
                + Arrays.stream(values())
                        .map(code -> "| "
                                + code.stages().stream().map(Stage::written).collect(Collectors.joining(", ")) + " | `"
                                + code + "` | " + code.help + " |\n")
                        .collect(Collectors.joining());
    }
}
