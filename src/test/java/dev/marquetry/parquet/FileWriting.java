package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Writes files as a task does, without a Spark job. */
final class FileWriting {
    private FileWriting() {}

    /** Returns a writer of rows with the columns {@code path} and {@code image}. */
    static TensorFileWriter open(Path file, TensorColumn column, CompressionCodecName codec, SinkOptions options)
            throws IOException {
        return open(file, column, codec, options, configuration());
    }

    static TensorFileWriter open(
            Path file,
            TensorColumn column,
            CompressionCodecName codec,
            SinkOptions options,
            Configuration configuration)
            throws IOException {
        StructType schema = new StructType(new StructField[] {
            DataTypes.createStructField("path", DataTypes.StringType, true), column.toField("image")
        });
        return new TensorFileWriter(
                SinkSchema.of(schema, options.encoding()),
                options,
                configuration,
                codec,
                HadoopOutputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), configuration));
    }

    /** Returns options for lists. */
    static SinkOptions lists(long rowGroupSize, FloatEncoding floatEncoding) {
        return new SinkOptions(TensorEncoding.LIST, floatEncoding, rowGroupSize, "", "");
    }

    /** Writes a whole file. */
    static void write(Path file, TensorRows rows, CompressionCodecName codec, SinkOptions options) throws IOException {
        write(file, rows, codec, options, configuration());
    }

    /** Writes a whole file with settings of one's own. */
    static void write(
            Path file, TensorRows rows, CompressionCodecName codec, SinkOptions options, Configuration configuration)
            throws IOException {
        TensorFileWriter writer = open(file, rows.column(), codec, options, configuration);
        for (InternalRow row : internalRows(rows)) {
            writer.write(row);
        }
        writer.close();
    }

    private static List<InternalRow> internalRows(TensorRows rows) {
        List<InternalRow> all = new ArrayList<>();
        for (int row = 0; row < rows.cells().size(); row++) {
            all.add(row(TensorRows.path(row), rows.cells().get(row)));
        }
        return all;
    }

    static InternalRow row(String path, byte[] cell) {
        return new GenericInternalRow(new Object[] {UTF8String.fromString(path), cell});
    }

    /** What Spark's file format puts into the configuration of a write, without checksum files. */
    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("spark.sql.parquet.writeLegacyFormat", "false");
        configuration.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        configuration.set("spark.sql.parquet.fieldId.write.enabled", "true");
        configuration.set("spark.sql.legacy.parquet.nanosAsLong", "false");
        configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return configuration;
    }
}
