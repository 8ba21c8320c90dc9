package dev.marquetry.parquet;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.immutable.Map;

/**
 * One kind of rows, and either writer to write them with: the same values, as both file formats' writers get them in a
 * task. For one thread.
 */
final class WriteCase {
    static final int ROWS = 192;

    private final Kind kind;
    private final String codec;
    private final Writer writer;
    private final SparkSession session;
    private final Path folder;
    private final StructType schema;
    private final List<InternalRow> rows = new ArrayList<>();
    private final OutputWriterFactory factory;
    private final TaskAttemptContextImpl context;
    private int files;

    WriteCase(SparkSession session, Path folder, Kind kind, String codec, Writer writer) throws IOException {
        this.session = session;
        this.folder = folder;
        this.kind = kind;
        this.codec = codec;
        this.writer = writer;
        List<byte[]> images = Photographs.images();
        StructField tensor = writer == Writer.MARQUETRY
                ? column().toField("image")
                : DataTypes.createStructField("image", sparkType(), true);
        this.schema = new StructType(new StructField[] {
            DataTypes.createStructField("path", DataTypes.StringType, true),
            tensor,
            DataTypes.createStructField("height", DataTypes.IntegerType, true),
            DataTypes.createStructField("width", DataTypes.IntegerType, true)
        });
        UnsafeProjection projection = UnsafeProjection.create(schema);
        for (int row = 0; row < ROWS; row++) {
            byte[] codes = images.get(row % images.size());
            Object cell = writer == Writer.MARQUETRY ? cell(codes) : array(codes);
            InternalRow generic = new GenericInternalRow(new Object[] {
                UTF8String.fromString("s3a://bucket/images/" + row + ".jpg"), cell, Photographs.SIDE, Photographs.SIDE
            });
            rows.add(projection.apply(generic).copy());
        }
        Job job = Job.getInstance(session.sessionState().newHadoopConf());
        FileFormat format = writer == Writer.MARQUETRY ? new MarquetryFileFormat() : new ParquetFileFormat();
        this.factory = format.prepareWrite(session, job, new Map.Map1<>("compression", codec), schema);
        this.context = new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
    }

    /** What is written. */
    enum Kind {
        /** float32 scaled to 0..1, one lookup table. */
        SHARED_TABLE,
        /** float32 normalized with ImageNet's statistics, one lookup table per channel. */
        CHANNEL_TABLES,
        /** float32 that no lookup table gives. */
        PLAIN_FLOATS,
        /** uint8. */
        BYTES
    }

    /** Who writes. */
    enum Writer {
        /** This sink. */
        MARQUETRY,
        /** Spark's own writer. */
        SPARK
    }

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                // Without checksum files, as the job writes.
                .config("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem")
                .getOrCreate();
    }

    /** Fails if the file of this case has other values than that of the other one. */
    void requireSameValues(WriteCase other) throws IOException {
        Dataset<Row> found = session.read().parquet(write().toString());
        Dataset<Row> expected = session.read().parquet(other.write().toString());
        long differing = expected.exceptAll(found).count();
        if (found.count() != ROWS || differing != 0) {
            throw new IllegalStateException(differing + " rows differ");
        }
    }

    /** Deletes a folder and all that it holds. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private DataType sparkType() {
        return DataTypes.createArrayType(kind == Kind.BYTES ? DataTypes.ShortType : DataTypes.FloatType, true);
    }

    private TensorColumn column() {
        DType type = kind == Kind.BYTES ? DType.UINT8 : DType.FLOAT32;
        TensorColumn column = TensorColumn.ofShape(
                type, List.of("H", "W", "C"), List.of(Photographs.SIDE, Photographs.SIDE, Photographs.CHANNELS));
        return switch (kind) {
            case SHARED_TABLE -> column.withLookupTable(table(1));
            case CHANNEL_TABLES -> column.withLookupTable(table(Photographs.CHANNELS));
            case PLAIN_FLOATS, BYTES -> column;
        };
    }

    private static byte[] table(int channels) {
        ByteBuffer table = ByteBuffer.allocate(channels * 256 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < channels * 256; i++) {
            table.putFloat(value(channels, i / 256, i % 256));
        }
        return table.array();
    }

    private static float value(int tables, int channel, int code) {
        float[] mean = {0.485f, 0.456f, 0.406f};
        float[] deviation = {0.229f, 0.224f, 0.225f};
        float scaled = code / 255f;
        return tables == 1 ? scaled : (scaled - mean[channel]) / deviation[channel];
    }

    private float[] values(byte[] codes) {
        float[] values = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            float value = value(kind == Kind.CHANNEL_TABLES ? 3 : 1, i % 3, codes[i] & 0xFF);
            // A slope over the image makes values that are as continuous as a resize in float gives.
            values[i] = kind == Kind.PLAIN_FLOATS ? value * (1 + i * 1e-6f) : value;
        }
        return values;
    }

    private byte[] cell(byte[] codes) {
        if (kind != Kind.PLAIN_FLOATS) {
            return codes;
        }
        ByteBuffer cell = ByteBuffer.allocate(codes.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        cell.asFloatBuffer().put(values(codes));
        return cell.array();
    }

    private UnsafeArrayData array(byte[] codes) {
        if (kind != Kind.BYTES) {
            return UnsafeArrayData.fromPrimitiveArray(values(codes));
        }
        short[] values = new short[codes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (codes[i] & 0xFF);
        }
        return UnsafeArrayData.fromPrimitiveArray(values);
    }

    /** Writes all rows to a new file. */
    Path write() throws IOException {
        Path file = folder.resolve(writer + "-" + kind + "-" + codec + "-" + files++ + ".parquet");
        OutputWriter output = factory.newInstance(file.toUri().toString(), schema, context);
        rows.forEach(output::write);
        output.close();
        return file;
    }
}
