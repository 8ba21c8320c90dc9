package dev.marquetry.parquet;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfFloatReadTest {
    private static final TensorColumn HALVES =
            TensorColumn.ofShape(DType.FLOAT16, List.of("H", "W", "C"), List.of(3, 4, 3));

    @TempDir
    private Path folder;

    @Test
    void readsHalfFloatsAsFloats() {
        TensorRows rows = TensorRows.random(HALVES, 30, 1);
        String path = folder.resolve("halves").toString();
        rows.toDataset()
                .withColumn("label", expr("crc32(path) % 2"))
                .withColumn("day", expr("date'2000-02-29'"))
                .write()
                .format(MarquetryFileFormat.NAME)
                .option(MarquetryFileFormat.ROW_GROUP_SIZE, 1000)
                .partitionBy("label")
                .save(path);
        Dataset<Row> read =
                SparkSessions.shared().read().format(MarquetryFileFormat.NAME).load(path);
        assertThat(read.schema().toDDL()).isEqualTo("path STRING,image ARRAY<FLOAT>,day DATE,label INT");
        List<Row> found = read.orderBy("path").collectAsList();
        assertThat(found).hasSize(30);
        for (int row = 0; row < 30; row++) {
            double[] values = found.get(row).<Float>getList(1).stream()
                    .mapToDouble(Float::doubleValue)
                    .toArray();
            assertThat(values).containsExactly(rows.numericValues(row));
        }
        assertThat(read.where("day = date'2000-02-29'").count()).isEqualTo(30);
        assertThat(read.where("path = 'images/00007.jpg'").select("label").count())
                .isEqualTo(1);
        assertThat(read.selectExpr("sum(crc32(path) % 2 - label)").head().getLong(0))
                .isZero();
    }

    @Test
    void tellsTheNumbersOfRows() {
        String path = folder.resolve("halves").toString();
        TensorRows.random(HALVES, 30, 1)
                .toDataset()
                .coalesce(1)
                .write()
                .format(MarquetryFileFormat.NAME)
                .option(MarquetryFileFormat.ROW_GROUP_SIZE, 1000)
                .save(path);
        List<Row> found = SparkSessions.shared()
                .read()
                .format(MarquetryFileFormat.NAME)
                .load(path)
                .selectExpr("path", "_metadata.row_index", "_metadata.file_path")
                .collectAsList();
        assertThat(found).hasSize(30).allSatisfy(row -> {
            assertThat(row.getString(0)).isEqualTo(TensorRows.path((int) row.getLong(1)));
            assertThat(row.getString(2)).contains("/halves/part-00000-");
        });
    }

    @Test
    void widensEveryHalfFloat() {
        for (int bits = 0; bits < 0x7C00; bits++) {
            assertThat(HalfFloatColumns.widen((short) bits)).isEqualTo(HalfFloats.toFloat((short) bits));
            assertThat(HalfFloatColumns.widen((short) (bits | 0x8000))).isEqualTo(-HalfFloats.toFloat((short) bits));
        }
        assertThat(HalfFloatColumns.widen((short) 0x7C00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfFloatColumns.widen((short) 0xFC00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(HalfFloatColumns.widen((short) 0x7E00)).isNaN();
    }
}
