package dev.marquetry.parquet;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiedFilesTest {
    private static final List<String> HWC = List.of("H", "W", "C");

    @TempDir
    private Path folder;

    @Test
    void copies() throws IOException {
        TensorColumn image = TensorColumn.ofShape(DType.UINT8, HWC, List.of(2, 3, 3));
        Dataset<Row> rows = TensorRows.random(image, 30, 1).toDataset().withColumn("label", expr("crc32(path) % 3"));
        Path file = Written.file(rows, folder.resolve("in"), Map.of("compression", "zstd"));
        Path copy = Copies.whole(folder.resolve("out"), Map.of("compression", "zstd"), file);
        assertThat(SparkSessions.shared().read().parquet(copy.toString()).collectAsList())
                .isEqualTo(
                        SparkSessions.shared().read().parquet(file.toString()).collectAsList());
        assertThat(PageCheck.rows(new org.apache.hadoop.fs.Path(copy.toUri()), FileWriting.configuration()))
                .isEqualTo(30);
    }
}
