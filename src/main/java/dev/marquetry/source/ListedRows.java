package dev.marquetry.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Rows of files that are found one by one. Used by one thread. */
abstract class ListedRows implements Iterator<Row> {
    private Row next;

    /** Returns the row of the next file, or null once all were found. */
    abstract Row find() throws IOException;

    @Override
    public final boolean hasNext() {
        try {
            if (next == null) {
                next = find();
            }
            return next != null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public final Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all files were listed");
        }
        Row row = next;
        next = null;
        return row;
    }
}
