package dev.marquetry.spark.task;

import dev.marquetry.options.RejectException;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.PathResolver;
import dev.marquetry.source.Prefetcher;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;

/** Reads the file of an input table's row. */
public record InputRows(PathResolver resolver) implements Prefetcher.Target<InternalRow> {
    @Override
    public Path path(InternalRow row) throws RejectException {
        return resolver.resolve(row.isNullAt(InputTable.PATH_ORDINAL) ? null : row.getString(InputTable.PATH_ORDINAL));
    }

    @Override
    public OptionalLong length(InternalRow row) {
        return knownLength(row);
    }

    static OptionalLong knownLength(InternalRow row) {
        return row.isNullAt(InputTable.LENGTH_ORDINAL) || row.getLong(InputTable.LENGTH_ORDINAL) < 0
                ? OptionalLong.empty()
                : OptionalLong.of(row.getLong(InputTable.LENGTH_ORDINAL));
    }
}
