package dev.marquetry.source;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The local folders that a listing lists under their own names, by their real paths. A link to one of them, to what is
 * below it or to what it is in, leads to nothing that is not listed already.
 */
final class CoveredFolders implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Folder> folders = new ArrayList<>();

    private static final class Folder implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String path;
        private final String pattern;

        Folder(String path, String pattern) {
            this.path = path;
            this.pattern = pattern;
        }
    }

    /** Adds a folder that is listed whole. */
    void add(Path real) {
        folders.add(new Folder(real.toString(), null));
    }

    /** Adds a folder of which what matches a pattern is listed. */
    void add(Path real, String pattern) {
        folders.add(new Folder(real.toString(), pattern));
    }

    /** Returns whether one of the folders that are listed whole is this one. */
    boolean has(Path real) {
        String path = real.toString();
        return folders.stream().anyMatch(folder -> folder.pattern == null && folder.path.equals(path));
    }

    /** Returns whether a folder is listed under its own name, or one is that is in it. */
    boolean cover(Path real) {
        return folders.stream().anyMatch(folder -> covers(folder, real));
    }

    private static boolean covers(Folder folder, Path real) {
        Path covered = Path.of(folder.path);
        if (covered.startsWith(real)) {
            return true;
        }
        if (!real.startsWith(covered)) {
            return false;
        }
        List<String> below = new ArrayList<>();
        covered.relativize(real).forEach(name -> below.add(name.toString()));
        NamePattern first = folder.pattern == null ? NamePattern.ALL : NamePattern.of(folder.pattern);
        return first.matches(below.get(0))
                && !first.hides(below.get(0))
                && below.stream().skip(1).noneMatch(ImageNames::isHidden);
    }
}
