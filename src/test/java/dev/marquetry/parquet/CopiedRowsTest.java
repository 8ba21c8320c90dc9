package dev.marquetry.parquet;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiedRowsTest {
    private static final TensorColumn IMAGE = TensorColumn.ofShape(DType.UINT8, List.of("N"), List.of(60));
    private static final int ROWS = 20;

    @TempDir
    private Path folder;

    private static Dataset<Row> rows(TensorColumn column, int from, int to) {
        return CopiedFilesTest.rows(TensorRows.random(column, to, 1)).where("n >= " + from);
    }

    /** Writes rows to a file of the folder {@code data}. */
    private Path written(Dataset<Row> rows, String name, Map<String, String> options) throws IOException {
        Path file = Written.file(rows, folder.resolve("written"), options);
        Path data = Files.createDirectories(folder.resolve("data"));
        return Files.move(file, data.resolve(name));
    }

    private Path copied(CopiedSource... sources) {
        return copied(Map.of(), sources);
    }

    private Path copied(Map<String, String> options, CopiedSource... sources) {
        return Copies.file(folder.resolve("data"), folder.resolve("out"), options, sources);
    }

    private static CopiedSource dropping(String name, Integer... rows) {
        return new CopiedSource(name, Arrays.stream(rows).map(TensorRows::path).toList(), Map.of());
    }

    private static Dataset<Row> read(Path path) {
        return SparkSessions.shared().read().parquet(path.toString());
    }

    private static long checked(Path file) throws IOException {
        return PageCheck.rows(new org.apache.hadoop.fs.Path(file.toUri()), FileWriting.configuration());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Runnable copy) {
        try {
            copy.run();
        } catch (Exception e) {
            return assertThat(ExceptionUtils.getRootCause(e));
        }
        throw new AssertionError("it was not refused");
    }

    @Test
    void areWithoutThoseThatAreDropped() throws IOException {
        Path file = written(rows(IMAGE, 0, ROWS), "a b%20.parquet", Map.of("row-group-size", "2500"));
        assertThat(Pages.groupRows(file)).hasSizeGreaterThan(2);
        Path copy = copied(dropping(file.getFileName().toString(), 0, 3, 4, 5, 6, 7, 19));
        assertThat(read(copy).collectAsList())
                .isEqualTo(read(file).where("n not in (0, 3, 4, 5, 6, 7, 19)").collectAsList())
                .hasSize(13);
        assertThat(checked(copy)).isEqualTo(13);
        List<Integer> checksums = new ArrayList<>(Pages.checksums(file, "image"));
        checksums.subList(3, 8).clear();
        assertThat(Pages.checksums(copy, "image")).isEqualTo(checksums.subList(1, 14));
    }

    @Test
    void areNoneWhereAllAreDropped() throws IOException {
        written(rows(IMAGE, 0, 3), "a.parquet", Map.of());
        Path copy = copied(dropping("a.parquet", 0, 1, 2));
        assertThat(checked(copy)).isZero();
        assertThat(read(copy).schema()).isEqualTo(read(folder.resolve("data")).schema());
    }

    @Test
    void haveTheTimesTheyAreGiven() throws IOException {
        Path file = written(rows(IMAGE, 0, ROWS), "a.parquet", Map.of("row-group-size", "2500"));
        Map<String, Instant> modified = new HashMap<>();
        modified.put(TensorRows.path(2), Instant.parse("2026-11-28T10:11:12.123456789Z"));
        modified.put(TensorRows.path(5), Instant.parse("1066-10-14T09:00:00Z"));
        modified.put(TensorRows.path(6), null);
        Path copy = copied(new CopiedSource("a.parquet", List.of(TensorRows.path(9)), modified));
        Dataset<Row> expected = read(file)
                .where("n != 9")
                .withColumn(
                        "source_modified",
                        expr("case n when 2 then timestamp'2026-11-28T10:11:12.123456Z'"
                                + " when 5 then timestamp'1066-10-14T09:00:00Z' when 6 then null"
                                + " else source_modified end"));
        assertThat(read(copy).collectAsList()).isEqualTo(expected.collectAsList());
        assertThat(read(copy).where("n = 5 and source_modified is null").count())
                .isZero();
        assertThat(checked(copy)).isEqualTo(ROWS - 1);
    }

    @Test
    void mayHaveNoPathOrTheSamePath() throws IOException {
        Dataset<Row> rows = rows(IMAGE, 0, ROWS)
                .withColumn("path", expr("case when n % 4 = 0 then null when n < 8 then 'same' else path end"));
        Path file = written(rows, "a.parquet", Map.of());
        Path copy = copied(new CopiedSource("a.parquet", Arrays.asList(null, "same"), Map.of()));
        assertThat(read(copy).collectAsList())
                .isEqualTo(
                        read(file).where("path is not null and path != 'same'").collectAsList())
                .hasSize(9);
        Path rest = Copies.file(
                folder.resolve("data"),
                folder.resolve("rest"),
                Map.of(),
                new CopiedSource("a.parquet", List.of(), Map.of("same", Instant.EPOCH)));
        assertThat(read(rest)
                        .where("source_modified = timestamp'1970-01-01T00:00:00Z'")
                        .count())
                .isEqualTo(6);
        assertThat(read(rest).count()).isEqualTo(ROWS);
    }

    @Test
    void areFoundByTheColumnThatTheOptionNames() throws IOException {
        Path file = written(rows(IMAGE, 0, ROWS).withColumnRenamed("path", "file"), "a.parquet", Map.of());
        Path copy = copied(Map.of(CopiedFiles.PATH_COLUMN, "file"), dropping("a.parquet", 7));
        assertThat(read(copy).collectAsList())
                .isEqualTo(read(file).where("n != 7").collectAsList())
                .hasSize(ROWS - 1);
    }

    @Test
    void areRefusedWhereAPathIsMissing() throws IOException {
        written(rows(IMAGE, 0, 5), "a.parquet", Map.of());
        assertRefused(() -> copied(new CopiedSource(
                        "a.parquet",
                        List.of(TensorRows.path(1), "gone"),
                        Map.of("lost", Instant.EPOCH, TensorRows.path(2), Instant.EPOCH))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a.parquet has no rows for 2 of the 4 paths that are to be dropped or modified")
                .hasMessageContaining("gone")
                .hasMessageContaining("lost");
        assertRefused(() -> copied(new CopiedSource("a.parquet", Collections.singletonList(null), Map.of())))
                .hasMessageContaining("has no rows for 1 of the 1 paths");
        assertThat(Written.files(folder.resolve("out"))).isEmpty();
    }

    @Test
    void areRefusedWhereAColumnIsMissing() throws IOException {
        written(rows(IMAGE, 0, 5).drop("path"), "nameless.parquet", Map.of());
        written(rows(IMAGE, 0, 5).drop("source_modified"), "timeless.parquet", Map.of());
        written(rows(IMAGE, 0, 5).withColumn("path", expr("n")), "numbers.parquet", Map.of());
        assertRefused(() -> copied(dropping("nameless.parquet", 1, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nameless.parquet has no text column path, by which 2 paths are looked for");
        assertRefused(() -> copied(dropping("numbers.parquet", 1)))
                .hasMessage("numbers.parquet has no text column path, by which 1 paths are looked for");
        assertRefused(() -> copied(
                        new CopiedSource("timeless.parquet", List.of(), Map.of(TensorRows.path(1), Instant.EPOCH))))
                .hasMessage("timeless.parquet has no column source_modified of timestamps, which 1 paths are to get");
    }

    @Test
    void standInFilesOfTheirPartition() throws IOException {
        Path data = folder.resolve("data");
        rows(IMAGE, 0, ROWS)
                .withColumn("label", expr("elt(1 + n % 3, 'a b', 'c/d=%', null)"))
                .repartition(1)
                .write()
                .mode(SaveMode.Overwrite)
                .format(MarquetryFileFormat.NAME)
                .partitionBy("label")
                .save(data.toString());
        List<Path> files = Written.files(data);
        assertThat(files).hasSize(3);
        Path out = folder.resolve("out");
        Copies.write(
                data,
                out,
                List.of("label"),
                Map.of("compression", "zstd", CopiedFiles.FILE_TAG, "run-1"),
                files.stream()
                        .map(file -> CopiedFiles.row(
                                Collections.singletonList(label(file)),
                                List.of(CopiedSource.whole(data.relativize(file).toString()))))
                        .toList());
        assertThat(read(out).orderBy("n").collectAsList())
                .isEqualTo(read(data).orderBy("n").collectAsList())
                .hasSize(ROWS);
        assertThat(Written.files(out))
                .extracting(file -> file.getParent().getFileName().toString())
                .containsExactlyElementsOf(files.stream()
                        .map(file -> file.getParent().getFileName().toString())
                        .toList());
        assertThat(Written.files(out)).allMatch(file -> file.toString().endsWith("c000-run-1.zstd.parquet"));
    }

    private static String label(Path file) {
        return switch (file.getParent().getFileName().toString()) {
            case "label=a b" -> "a b";
            case "label=c%2Fd%3D%25" -> "c/d=%";
            case "label=__HIVE_DEFAULT_PARTITION__" -> null;
            default -> throw new AssertionError(file);
        };
    }

    @Test
    void makeOneFileForEachInstruction() throws IOException {
        written(rows(IMAGE, 0, 5), "a.parquet", Map.of());
        List<CopiedSource> a = List.of(CopiedSource.whole("a.parquet"));
        Path out = folder.resolve("out");
        Copies.write(
                folder.resolve("data"),
                out,
                List.of(),
                Map.of(),
                IntStream.range(0, 4)
                        .mapToObj(task -> CopiedFiles.row(List.of(), a))
                        .toList());
        assertThat(Written.files(out)).hasSize(4);
        assertThat(read(out).count()).isEqualTo(20);
        assertRefused(() -> copied()).hasMessageContaining("takes one row, which names at least one source");
    }

    @Test
    void takeOneDecisionForAPath() {
        assertThatThrownBy(() -> new CopiedSource("a", List.of("x", "y"), Map.of("y", Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropped and modified at once: y");
    }

    @Test
    void areNotReadThroughTheFormat() throws IOException {
        written(rows(IMAGE, 0, 5), "a.parquet", Map.of());
        assertThatThrownBy(() -> SparkSessions.shared()
                        .read()
                        .format(CopiedFiles.class.getName())
                        .load(folder.resolve("data").toString()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("copied files are read with format marquetry");
    }
}
