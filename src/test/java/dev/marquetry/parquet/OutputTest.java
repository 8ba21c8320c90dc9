package dev.marquetry.parquet;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
    private static final List<String> HWC = List.of("H", "W", "C");
    private static final TensorColumn COLORS = TensorColumn.ofShape(DType.UINT8, HWC, List.of(4, 3, 3));
    private static final SparkSession SPARK = SparkSessions.shared();

    @TempDir
    private Path folder;

    @Test
    void writesOtherColumnsAsSparkDoes() {
        Dataset<Row> rows = TensorRows.random(COLORS, 7, 1)
                .toDataset()
                .withColumn("n", expr("cast(substring(path, 8, 5) as int)"))
                .withColumn(
                        "nested",
                        struct(col("n").as("a"), array(col("n"), lit(null)).as("b"), expr("map('k', n) as m")))
                .withColumn("deep", expr("array(array(n, 1), null, array())"))
                .withColumn("missing", expr("if(n % 2 = 0, null, 'x')"))
                .withColumn("never", expr("cast(null as string)"))
                .withColumn("decimal", expr("cast(n as decimal(30, 5))"))
                .withColumn("small", expr("cast(n as decimal(5, 2))"))
                .withColumn("day", expr("date'2024-02-29' + n"))
                .withColumn("moment", expr("timestamp'2024-02-29 12:00:00.123456' + make_interval(0,0,0,0,n)"))
                .withColumn("local", expr("timestamp_ntz'1969-01-01 00:00:00'"))
                .withColumn("interval", expr("interval '3' month"))
                .withColumn("duration", expr("interval '3 04:05' day to minute"))
                .withColumn("bytes", expr("cast(path as binary)"))
                .withColumn("flag", expr("n > 3"))
                .withColumn("tiny", expr("cast(n as tinyint)"))
                .withColumn("short", expr("cast(n as smallint)"))
                .withColumn("double", expr("n / 7"));
        Dataset<Row> others = rows.drop("image");
        others.coalesce(1).write().parquet(folder.resolve("spark").toString());
        Path file = Written.file(rows, folder.resolve("ours"), Map.of());
        Dataset<Row> expected =
                SPARK.read().parquet(folder.resolve("spark").toString()).orderBy("path");
        Dataset<Row> found = SPARK.read().parquet(file.toString()).drop("image").orderBy("path");
        assertThat(found.schema()).isEqualTo(expected.schema());
        assertThat(found.collectAsList()).isEqualTo(expected.collectAsList());
    }

    @Test
    void writesRowsWithoutTensorsAndTensorsWithoutOthers() {
        Dataset<Row> rows = TensorRows.random(COLORS, 5, 2).toDataset();
        Path plain = Written.file(rows.drop("image"), folder.resolve("plain"), Map.of());
        assertThat(SPARK.read().parquet(plain.toString()).count()).isEqualTo(5);
        Path bare = Written.file(rows.select("image"), folder.resolve("bare"), Map.of());
        assertThat(SPARK.read()
                        .parquet(bare.toString())
                        .selectExpr("sum(size(image))")
                        .head()
                        .getLong(0))
                .isEqualTo(5 * 36);
        Path none = Written.file(rows.limit(0), folder.resolve("none"), Map.of());
        assertThat(SPARK.read().parquet(none.toString()).count()).isZero();
    }

    @Test
    void writesSeveralTensorColumns() {
        TensorColumn vector = TensorColumn.ofShape(DType.FLOAT32, List.of("N"), List.of(2));
        Dataset<Row> rows = TensorRows.random(COLORS, 5, 3)
                .toDataset()
                .withColumn("embedding", expr("unhex('0000803F00000040')").as("embedding", vector.toMetadata()));
        Path file = Written.file(rows, folder.resolve("two"), Map.of());
        Dataset<Row> found = SPARK.read().parquet(file.toString());
        assertThat(found.where("embedding = array(1.0f, 2.0f) and size(image) = 36")
                        .count())
                .isEqualTo(5);
    }

    @Test
    void partitionsAppendsAndOverwritesDynamically() {
        String path = folder.resolve("parts").toString();
        Dataset<Row> rows = TensorRows.random(COLORS, 20, 4).toDataset().withColumn("label", expr("crc32(path) % 3"));
        rows.write().format("marquetry").partitionBy("label").save(path);
        rows.write()
                .format("marquetry")
                .partitionBy("label")
                .mode(SaveMode.Append)
                .save(path);
        assertThat(SPARK.read().parquet(path).count()).isEqualTo(40);
        long kept = rows.where("label <> 1").count();
        rows.where("label = 1")
                .limit(1)
                .write()
                .format("marquetry")
                .partitionBy("label")
                .option("partitionOverwriteMode", "dynamic")
                .mode(SaveMode.Overwrite)
                .save(path);
        Dataset<Row> found = SPARK.read().format("marquetry").load(path);
        assertThat(found.count()).isEqualTo(2 * kept + 1);
        assertThat(found.columns()).containsExactly("path", "image", "label");
        assertThat(Written.files(folder))
                .allMatch(file -> file.getParent().toString().contains("label="));
    }

    @Test
    void limitsTheRowsOfAFile() {
        Path path = folder.resolve("limited");
        TensorRows.random(COLORS, 10, 5)
                .toDataset()
                .coalesce(1)
                .write()
                .format("marquetry")
                .option("maxRecordsPerFile", 4)
                .save(path.toString());
        assertThat(Written.files(path)).hasSize(3);
        assertThat(SPARK.read().parquet(path.toString()).count()).isEqualTo(10);
    }

    @Test
    void writesRawBytes() {
        TensorColumn floats = TensorColumn.ofShape(DType.FLOAT16, HWC, List.of(4, 3, 3));
        TensorColumn folded = floats.withLookupTable(TensorRows.randomTable(DType.FLOAT16, 3, 6));
        TensorRows rows = TensorRows.random(folded, 6, 7);
        Path file = Written.file(rows.toDataset(), folder.resolve("binary"), Map.of("encoding", "binary"));
        List<Row> found = SPARK.read().parquet(file.toString()).orderBy("path").collectAsList();
        for (int row = 0; row < 6; row++) {
            ByteBuffer expected = ByteBuffer.allocate(72).order(ByteOrder.LITTLE_ENDIAN);
            for (double value : rows.values(row)) {
                expected.putShort((short) value);
            }
            assertThat((byte[]) found.get(row).get(1)).isEqualTo(expected.array());
        }
    }

    @Test
    void writesWhatNumpyWouldSave() {
        TensorColumn column = TensorColumn.varying(DType.UINT8, List.of("H", "W"), List.of("h", "w"));
        Dataset<Row> rows = SPARK.sql("select unhex('010203040506') as image, 2 as h, 3L as w"
                        + " union all select unhex('07'), 1, 1L")
                .withMetadata("image", column.toMetadata());
        Path file = Written.file(rows, folder.resolve("npy"), Map.of("encoding", "npy"));
        byte[] cell = (byte[]) SPARK.read()
                .parquet(file.toString())
                .where("h = 2")
                .select("image")
                .head()
                .get(0);
        String head = "\u0093NUMPY\u0001\u0000v\u0000{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }";
        String padded = head + " ".repeat(128 - head.length() - 1) + "\n\u0001\u0002\u0003\u0004\u0005\u0006";
        assertThat(new String(cell, StandardCharsets.ISO_8859_1)).isEqualTo(padded);
    }

    @Test
    void leavesNothingBehindWhenARowFailsUpstream() {
        UDF1<String, String> failing = path -> {
            if (path.endsWith("7.jpg")) {
                throw new IllegalStateException("upstream");
            }
            return path;
        };
        Dataset<Row> rows = TensorRows.random(COLORS, 9, 8)
                .toDataset()
                .coalesce(1)
                .withColumn("path", functions.udf(failing, DataTypes.StringType).apply(col("path")));
        assertThatThrownBy(() -> Written.file(rows, folder.resolve("failed"), Map.of()))
                .isInstanceOf(SparkException.class)
                .rootCause()
                .hasMessage("upstream");
        assertThat(Written.files(folder)).isEmpty();
    }
}
