package dev.marquetry.parquet;

import java.io.Serializable;
import java.util.Objects;
import scala.collection.immutable.Map;

/**
 * The options of a write of copied files.
 *
 * @param root the folder that the sources' names are below
 * @param pathColumn the text column that tells rows apart
 * @param sink what it shares with other writes
 */
record CopyOptions(String root, String pathColumn, SinkOptions sink) implements Serializable {
    private static final String DEFAULT_PATH_COLUMN = "path";

    CopyOptions {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(pathColumn, "pathColumn");
        Objects.requireNonNull(sink, "sink");
    }

    /**
     * Takes the options of a write.
     *
     * @throws IllegalStateException if there is no root
     */
    static CopyOptions of(Map<String, String> options) {
        if (!options.contains(CopiedFiles.ROOT)) {
            throw new IllegalStateException("copied files need the option " + CopiedFiles.ROOT);
        }
        String pathColumn = options.contains(CopiedFiles.PATH_COLUMN)
                ? options.apply(CopiedFiles.PATH_COLUMN)
                : DEFAULT_PATH_COLUMN;
        return new CopyOptions(options.apply(CopiedFiles.ROOT), pathColumn, SinkOptions.of(options));
    }
}
