package dev.marquetry.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import scala.collection.immutable.Map;

/**
 * Time per image of writing one file of 224 x 224 x 3 arrays, by this sink and by Spark's own Parquet writer: the same
 * values, as both file formats' writers get them in a task. Each writes a file per call, footer included, to
 * {@code java.io.tmpdir}. Both files are read back and compared before anything is timed.
 *
 * <pre>{@code
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java $(grep -o -- '--add-opens=[^ <]*' pom.xml | sort -u) [-Dphotographs=FILE] \
 *     -cp target/test-classes:target/classes:$(cat target/jmh.classpath) org.openjdk.jmh.Main WriteBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class WriteBenchmark {
    private static final int ROWS = 192;

    /** What is written. */
    @Param({"SHARED_TABLE", "CHANNEL_TABLES", "PLAIN_FLOATS", "BYTES"})
    public Kind kind;

    /** The codec. */
    @Param({"zstd", "uncompressed"})
    public String codec;

    /** Who writes. */
    @Param({"MARQUETRY", "SPARK"})
    public Writer writer;

    private SparkSession session;
    private Path folder;
    private List<InternalRow> rows;
    private StructType schema;
    private OutputWriterFactory factory;
    private TaskAttemptContextImpl context;
    private int files;

    /** What is written. */
    public enum Kind {
        /** float32 scaled to 0..1, one lookup table. */
        SHARED_TABLE,
        /** float32 normalised with ImageNet's statistics, one lookup table per channel. */
        CHANNEL_TABLES,
        /** float32 that no lookup table gives. */
        PLAIN_FLOATS,
        /** uint8. */
        BYTES
    }

    /** Who writes. */
    public enum Writer {
        /** This sink. */
        MARQUETRY,
        /** Spark's own writer. */
        SPARK
    }

    /** Makes the rows and checks that both writers' files hold the same values. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        session = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        folder = Files.createTempDirectory("write-benchmark");
        prepare(Writer.SPARK);
        Path expected = write();
        prepare(Writer.MARQUETRY);
        Path found = write();
        Dataset<Row> rowsExpected = session.read().parquet(expected.toString());
        Dataset<Row> rowsFound = session.read().parquet(found.toString());
        long differing = rowsExpected.exceptAll(rowsFound).count();
        if (differing != 0) {
            throw new IllegalStateException(differing + " rows differ");
        }
        System.out.printf(
                "%n# bytes per image: Spark %d, Marquetry %d%n",
                Files.size(expected) / ROWS, Files.size(found) / ROWS);
        prepare(writer);
    }

    private void prepare(Writer chosen) throws IOException {
        List<byte[]> images = Photographs.images();
        StructField tensor = chosen == Writer.MARQUETRY
                ? column().toField("image")
                : DataTypes.createStructField("image", sparkType(), true);
        schema = new StructType(new StructField[] {
            DataTypes.createStructField("path", DataTypes.StringType, true),
            tensor,
            DataTypes.createStructField("height", DataTypes.IntegerType, true),
            DataTypes.createStructField("width", DataTypes.IntegerType, true)
        });
        UnsafeProjection projection = UnsafeProjection.create(schema);
        rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            byte[] codes = images.get(row % images.size());
            Object cell = chosen == Writer.MARQUETRY ? cell(codes) : array(codes);
            InternalRow generic = new GenericInternalRow(new Object[] {
                UTF8String.fromString("s3a://bucket/images/" + row + ".jpg"), cell, Photographs.SIDE, Photographs.SIDE
            });
            rows.add(projection.apply(generic).copy());
        }
        Job job = Job.getInstance(session.sessionState().newHadoopConf());
        FileFormat format = chosen == Writer.MARQUETRY ? new MarquetryFileFormat() : new ParquetFileFormat();
        factory = format.prepareWrite(session, job, new Map.Map1<>("compression", codec), schema);
        context = new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
    }

    private DataType sparkType() {
        return DataTypes.createArrayType(kind == Kind.BYTES ? DataTypes.ShortType : DataTypes.FloatType, true);
    }

    private TensorColumn column() {
        ElementType type = kind == Kind.BYTES ? ElementType.UINT8 : ElementType.FLOAT32;
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
    private Path write() throws IOException {
        Path file = folder.resolve("file" + files++ + ".parquet");
        OutputWriter output = factory.newInstance(file.toUri().toString(), schema, context);
        rows.forEach(output::write);
        output.close();
        return file;
    }

    /** Writes a file; the score is milliseconds per image. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void write(Blackhole blackhole) throws IOException {
        Path file = write();
        blackhole.consume(Files.size(file));
        Files.delete(file);
    }

    /** Deletes what was written. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        session.stop();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
