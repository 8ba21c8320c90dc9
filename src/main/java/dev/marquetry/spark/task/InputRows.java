package dev.marquetry.spark.task;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.PathResolver;
import dev.marquetry.source.Prefetcher;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Reads the file of an input table's row, or takes its bytes.
 *
 * @param resolver opens the paths
 * @param contentOrdinal the position of the images' bytes, below 0 where they are in files
 */
public record InputRows(PathResolver resolver, int contentOrdinal)
        implements Prefetcher.Target<InternalRow>, Serializable {
    /** Makes those of an input. */
    public static InputRows of(InputTable input) {
        return new InputRows(input.resolver(), input.contentOrdinal());
    }

    @Override
    public Path path(InternalRow row) throws RejectException {
        return resolver.resolve(given(row));
    }

    @Override
    public Optional<byte[]> content(InternalRow row) throws RejectException {
        if (contentOrdinal < 0) {
            return Optional.empty();
        }
        if (row.isNullAt(contentOrdinal)) {
            throw new RejectException(RejectCode.NO_CONTENT, "the column of the image's bytes is null");
        }
        return Optional.of(row.getBinary(contentOrdinal));
    }

    @Override
    public OptionalLong length(InternalRow row) {
        return knownLength(row);
    }

    /** Returns the path of a row for logs and messages. */
    public String shown(InternalRow row) {
        return resolver.shown(given(row));
    }

    private static String given(InternalRow row) {
        return row.isNullAt(InputTable.PATH_ORDINAL) ? null : row.getString(InputTable.PATH_ORDINAL);
    }

    static OptionalLong knownLength(InternalRow row) {
        return row.isNullAt(InputTable.LENGTH_ORDINAL) || row.getLong(InputTable.LENGTH_ORDINAL) < 0
                ? OptionalLong.empty()
                : OptionalLong.of(row.getLong(InputTable.LENGTH_ORDINAL));
    }
}
