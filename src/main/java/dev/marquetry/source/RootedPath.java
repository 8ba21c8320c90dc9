package dev.marquetry.source;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A column of paths, in two forms.
 *
 * @param whole the whole path, as far as it is known
 * @param relative the path relative to the root, where it lies below it
 */
record RootedPath(Column whole, Column relative) {
    private static final String ABSOLUTE = "^(/|[A-Za-z][A-Za-z0-9+.-]*:/)";

    /** Takes paths for whole ones. */
    static RootedPath whole(Column path) {
        return new RootedPath(path, path);
    }

    /** Takes paths that are all relative to a root, whatever they look like. */
    static RootedPath below(String root, Column path) {
        return new RootedPath(functions.concat(functions.lit(folder(root)), path), path);
    }

    /**
     * Takes paths as people give them, those with a scheme or a leading slash whole, all others relative to a root.
     *
     * @param root the root
     * @param spellings what whole paths below it may begin with, the longest first
     */
    static RootedPath given(String root, List<String> spellings, Column path) {
        Column whole = functions
                .when(path.rlike(ABSOLUTE), path)
                .otherwise(functions.concat(functions.lit(folder(root)), path));
        Column relative = path;
        for (int index = spellings.size() - 1; index >= 0; index--) {
            String spelling = spellings.get(index);
            int length = spelling.codePointCount(0, spelling.length());
            relative = functions
                    .when(path.startsWith(spelling), path.substr(functions.lit(length + 1), functions.length(path)))
                    .otherwise(relative);
        }
        return new RootedPath(whole, relative);
    }

    private static String folder(String root) {
        return root.endsWith("/") ? root : root + "/";
    }
}
