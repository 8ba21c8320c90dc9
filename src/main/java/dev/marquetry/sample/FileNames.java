package dev.marquetry.sample;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Spells names so that the file system takes them. */
final class FileNames {
    private static final Pattern OTHER_THAN_ASCII = Pattern.compile("[^\\x20-\\x7e]+");
    private static final String PROBE = "Zürich 写真";

    private final boolean unicode;

    private FileNames(boolean unicode) {
        this.unicode = unicode;
    }

    /** Finds out what the file system of a folder takes: in a POSIX locale Java refuses all but ASCII. */
    static FileNames of(Path folder) {
        try {
            return folder.resolve(PROBE).endsWith(PROBE) ? new FileNames(true) : ascii();
        } catch (InvalidPathException refused) {
            return ascii();
        }
    }

    /** For a file system that takes nothing but ASCII. */
    static FileNames ascii() {
        return new FileNames(false);
    }

    /** Returns a relative path as it is to be written, the same for all paths of a dataset. */
    String writable(String path) {
        return unicode ? path : OTHER_THAN_ASCII.matcher(path).replaceAll("_");
    }
}
