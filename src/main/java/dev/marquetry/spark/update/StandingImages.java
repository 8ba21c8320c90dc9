package dev.marquetry.spark.update;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.spark.publish.CommittedRows;
import dev.marquetry.spark.rows.RowChecksum;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The rows of a dataset as they are compared: of about a dozen columns, the images aside. */
final class StandingImages {
    private static final StructType SOURCE = new StructType()
            .add("source_length", DataTypes.LongType)
            .add("source_modified", DataTypes.TimestampType)
            .add("source_hash", DataTypes.LongType);

    private static final StructType SOURCE_AND_ERROR =
            SOURCE.add("stage", DataTypes.StringType).add("error", DataTypes.StringType);

    private StandingImages() {}

    /**
     * Returns the rows of one folder of a commit.
     *
     * @param folder {@code data/} or {@code rejects/}
     * @param side which of them
     * @param checksum of a row
     */
    static JavaRDD<ComparedRow> of(
            SparkSession spark, CommitRecord commit, Path folder, ComparedRow.Side side, RowChecksum checksum) {
        boolean isData = side == ComparedRow.Side.DATA;
        List<DataFile> files = (isData ? commit.data() : commit.rejects()).files();
        StructType shared = CommittedRows.sharedColumns(commit.description());
        StructType columns = shared;
        for (StructField field : (isData ? SOURCE : SOURCE_AND_ERROR).fields()) {
            columns = columns.add(field);
        }
        Dataset<Row> rows = CommittedRows.read(
                spark, folder, files, columns, isData ? commit.description().partitionBy() : List.of());
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < files.size(); place++) {
            places.put(new Path(folder + "/" + files.get(place).name()).toUri().toString(), place);
        }
        Reader reader = new Reader(side, checksum, shared.length(), columns.length(), places);
        return rows.select(functions.col("*"), functions.input_file_name())
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(reader::compared);
    }

    /**
     * Makes compared rows of those of the files.
     *
     * @param shared how many columns input and dataset share, the path first
     * @param file the place of the file's name
     * @param places the files by their whole paths
     */
    private record Reader(
            ComparedRow.Side side, RowChecksum checksum, int shared, int file, Map<String, Integer> places)
            implements Serializable {
        ComparedRow compared(InternalRow row) {
            return new ComparedRow(
                    row.isNullAt(0) ? null : row.getUTF8String(0).clone(),
                    side,
                    checksum.of(row, 0, 1),
                    ComparedRow.number(row, shared),
                    ComparedRow.number(row, shared + 1),
                    ComparedRow.number(row, shared + 2),
                    places.get(row.getUTF8String(file).toString()),
                    side == ComparedRow.Side.REJECTS ? failure(row) : null,
                    0,
                    null);
        }

        private UTF8String failure(InternalRow row) {
            return Failure.of(row.getUTF8String(shared + 3), row.getUTF8String(shared + 4));
        }
    }
}
