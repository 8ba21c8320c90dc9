package dev.marquetry.parquet;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;

/** Takes the rows of one file. For one thread. After a failure only {@link #abandon} may follow. */
interface RowFile {
    /** Takes a row. */
    void write(InternalRow row) throws IOException;

    /** Ends the file: it is whole. */
    void close() throws IOException;

    /** Ends the file without a footer: it cannot be read. */
    void abandon() throws IOException;
}
