package dev.marquetry.source;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The names of the folders above a file, from its whole path, as Python's {@code pathlib} and so fastai tells them.
 *
 * <p>Names are taken literally: {@code %20} is three characters, and {@code ..} is a name. What names a file system or
 * a bucket is no folder.
 */
final class PathFolders {
    private static final String FILE_SYSTEM = "^[A-Za-z][A-Za-z0-9+.-]*:(//[^/]*)?(?=/)";

    private PathFolders() {}

    /** Returns the name of the folder that a file is in, null where there is none. */
    static Column parent(Column wholePath) {
        return above(wholePath, 1);
    }

    /** Returns the name of the folder above the one that a file is in, null where there is none. */
    static Column grandparent(Column wholePath) {
        return above(wholePath, 2);
    }

    private static Column above(Column wholePath, int levels) {
        Column parts = functions.split(functions.regexp_replace(wholePath, FILE_SYSTEM, ""), "/");
        Column names = functions.array_remove(functions.array_remove(parts, ""), ".");
        return functions.get(names, functions.size(names).minus(1 + levels));
    }
}
