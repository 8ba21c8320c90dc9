package dev.marquetry.source;

import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Rows after the last of which something is done, once. */
final class CountedRows implements Iterator<Row> {
    private final Iterator<Row> rows;
    private Runnable afterLast;

    CountedRows(Iterator<Row> rows, Runnable afterLast) {
        this.rows = rows;
        this.afterLast = afterLast;
    }

    @Override
    public boolean hasNext() {
        if (rows.hasNext()) {
            return true;
        }
        if (afterLast != null) {
            afterLast.run();
            afterLast = null;
        }
        return false;
    }

    @Override
    public Row next() {
        return rows.next();
    }
}
