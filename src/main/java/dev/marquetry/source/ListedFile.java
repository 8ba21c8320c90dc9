package dev.marquetry.source;

import java.sql.Timestamp;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Makes the rows of a listing. */
final class ListedFile {
    private ListedFile() {}

    /** Returns a row of {@link InputTable#LISTING_SCHEMA}. */
    static Row row(String below, long length, long modifiedMillis) {
        return RowFactory.create(below, length, new Timestamp(modifiedMillis));
    }

    /** Returns the row of a file of which nothing may be known; reading it will tell why. */
    static Row unknown(String below) {
        return RowFactory.create(below, null, null);
    }

    static Row row(String below, FileStatus status) {
        return row(below, status.getLen(), status.getModificationTime());
    }
}
