package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DerivedColumns;
import dev.marquetry.options.DerivedColumns.Label;
import dev.marquetry.options.DerivedColumns.Split;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.expressions.XxHash64Function;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathColumnsTest {
    private static final DerivedColumns FOLDERS =
            DerivedColumns.NONE.withLabel(Label.PARENT).withSplit(Split.GRANDPARENT);
    private static final DerivedColumns RANDOM = DerivedColumns.NONE.withSplit(Split.RANDOM);

    /** Spark's seed where none is given. */
    private static final long SPARKS_SEED = 42;

    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    private Path folder;

    /** Of paths without a scheme, what {@code pathlib} has for {@code parent.name}, but for its empty texts. */
    @Test
    void namesTheFoldersAboveAFileAsFastaiDoes() {
        assertThat(added(
                        FOLDERS,
                        "/data/train/cat/1.jpg",
                        "/data/größe 1/a=b c%20/1.jpg",
                        "/data//train/./cat/1.jpg",
                        "/data/train/../cat/1.jpg",
                        "/cat/1.jpg",
                        "/1.jpg",
                        "1.jpg",
                        "cat/1.jpg",
                        "s3a://bucket/train/cat/1.jpg",
                        "s3a://bucket/cat/1.jpg",
                        "s3a://bucket/1.jpg",
                        "file:/train/cat/1.jpg",
                        "file:///train/cat/1.jpg",
                        "/data/a:b/c\nd/1.jpg",
                        "",
                        "  ",
                        null))
                .extracting(row -> row.getString(1), row -> row.getString(2))
                .containsExactly(
                        tuple("cat", "train"),
                        tuple("a=b c%20", "größe 1"),
                        tuple("cat", "train"),
                        tuple("cat", ".."),
                        tuple("cat", null),
                        tuple(null, null),
                        tuple(null, null),
                        tuple("cat", null),
                        tuple("cat", "train"),
                        tuple("cat", null),
                        tuple(null, null),
                        tuple("cat", "train"),
                        tuple("cat", "train"),
                        tuple("c\nd", "a:b"),
                        tuple(null, null),
                        tuple(null, null),
                        tuple(null, null));
    }

    @Test
    void drawsSidesAsItsFormulaSays() {
        String[] paths = paths(0, 500);
        DerivedColumns columns = RANDOM.withValidShare(0.3).withSeed(12);
        for (Row row : added(columns, paths)) {
            long seed = XXH64.hashLong(12, SPARKS_SEED);
            long hash = XxHash64Function.hash(UTF8String.fromString(row.getString(0)), DataTypes.StringType, seed);
            assertThat(row.getString(1)).isEqualTo((hash >>> 11) / Math.pow(2, 53) < 0.3 ? "valid" : "train");
        }
        List<String> bySql = spark.createDataset(Arrays.asList(paths), Encoders.STRING())
                .selectExpr("if(shiftrightunsigned(xxhash64(12L, value), 11) * pow(2, -53) < 0.3D, 'valid', 'train')")
                .as(Encoders.STRING())
                .collectAsList();
        assertThat(added(columns, paths)).extracting(row -> row.getString(1)).isEqualTo(bySql);
    }

    /** A dataset that grows over years must not change its sides. */
    @Test
    void drawsTheSidesOfAlways() {
        assertThat(added(RANDOM, "a/1.jpg", "a/2.jpg", "a/3.jpg", "b/1.jpg", "größe/ü %.jpg", "b/3.jpg", "b/4.jpg"))
                .extracting(row -> row.getString(1))
                .containsExactly("train", "train", "train", "train", "valid", "valid", "train");
    }

    @Test
    void drawsTheShareThatIsAskedFor() {
        String[] paths = paths(0, 10_000);
        for (double share : new double[] {0.01, 0.2, 0.5}) {
            long valid = count(added(RANDOM.withValidShare(share), paths));
            // Four standard deviations of a binomial distribution.
            assertThat(valid / 10_000.0)
                    .isBetween(
                            share - 0.04 * Math.sqrt(share * (1 - share)),
                            share + 0.04 * Math.sqrt(share * (1 - share)));
        }
        long both = 0;
        Map<String, String> first = sides(added(RANDOM, paths));
        for (Map.Entry<String, String> other :
                sides(added(RANDOM.withSeed(1), paths)).entrySet()) {
            both += other.getValue().equals("valid")
                            && first.get(other.getKey()).equals("valid")
                    ? 1
                    : 0;
        }
        assertThat(both).as("valid by two seeds, which are independent").isBetween(320L, 480L);
    }

    @Test
    void keepsTheSideOfEveryPathAsOthersCome() {
        Map<String, String> before = sides(added(RANDOM, paths(0, 1000)));
        Map<String, String> after = sides(added(RANDOM, paths(-500, 3000)));
        assertThat(after).containsAllEntriesOf(before).hasSize(3500);
        Map<String, String> wider = sides(added(RANDOM.withValidShare(0.4), paths(0, 1000)));
        assertThat(before.entrySet()).allSatisfy(side -> {
            if (side.getValue().equals("valid")) {
                assertThat(wider).containsEntry(side.getKey(), "valid");
            }
        });
    }

    @Test
    void takesTheLabelOfAListedFileFromItsWholePathAndItsSideFromTheRelativeOne() throws IOException {
        for (String root : List.of("one/pictures", "another")) {
            for (String file : List.of("1.png", "a=b ü%20/1.png", "x/y/2.png")) {
                write(root + "/" + file);
            }
        }
        DerivedColumns columns = FOLDERS.withSplit(Split.RANDOM);
        List<Row> one = listed("one/pictures", columns);
        assertThat(one)
                .extracting(row -> row.getString(0), row -> row.getString(InputTable.CARRIED_ORDINAL))
                .containsExactlyInAnyOrder(
                        tuple("1.png", "pictures"), tuple("a=b ü%20/1.png", "a=b ü%20"), tuple("x/y/2.png", "y"));
        assertThat(listedSides(listed("another", columns))).isEqualTo(listedSides(one));
        assertThat(listed("one/*", FOLDERS))
                .extracting(row -> row.getString(0), row -> row.getString(InputTable.CARRIED_ORDINAL + 1))
                .contains(tuple("pictures/1.png", "one"));
    }

    @Test
    void drawsThePathsOfAManifestAsThoseOfAListing() throws IOException {
        write("pictures/a/1.png");
        Map<String, String> drawn = new HashMap<>();
        // Of many seeds, so that no spelling passes by chance.
        for (int seed = 0; seed < 12; seed++) {
            DerivedColumns columns = RANDOM.withValidShare(0.5).withSeed(seed);
            String listed = listed("pictures", columns).get(0).getString(InputTable.CARRIED_ORDINAL);
            drawn.put("seed " + seed, listed);
            Files.writeString(
                    folder.resolve("pictures/manifest.csv"),
                    "path\na/1.png\n" + folder + "/pictures/a/1.png\nfile:" + folder + "/pictures/a/1.png\nfile://"
                            + folder + "/pictures/a/1.png\n");
            SourceOptions manifest = SourceOptions.of(folder + "/pictures/manifest.csv", InputFormat.CSV)
                    .withDerived(columns);
            for (SourceOptions options : List.of(
                    manifest,
                    manifest.withBase(folder + "/pictures"),
                    manifest.withBase("file:" + folder + "/pictures/"),
                    manifest.withBase("file://" + folder + "/pictures"))) {
                assertThat(rows(options))
                        .extracting(row -> row.getString(InputTable.CARRIED_ORDINAL))
                        .containsOnly(listed)
                        .hasSize(4);
            }
        }
        assertThat(drawn).containsValues("train", "valid");
    }

    @Test
    void takesTheLabelsOfAManifestFromWholePaths() throws IOException {
        Files.createDirectories(folder.resolve("lists"));
        SourceOptions options = SourceOptions.of(folder + "/lists/manifest.csv", InputFormat.CSV)
                .withColumns(List.of("length"))
                .withDerived(FOLDERS);
        Files.writeString(
                folder.resolve("lists/manifest.csv"),
                "path,length\n1.png,x\n../train/cat/1.png,x\n/a/b/c.png,x\n\"\",x\n");
        assertThat(rows(options))
                .extracting(
                        row -> row.getString(InputTable.CARRIED_ORDINAL + 1),
                        row -> row.getString(InputTable.CARRIED_ORDINAL + 2))
                .containsExactly(
                        tuple("lists", folder.getFileName().toString()),
                        tuple("cat", "train"),
                        tuple("b", "a"),
                        tuple(null, null));
    }

    @Test
    void sortsByColumnsThatAreMade() throws IOException {
        for (String file : List.of("b/train/1.png", "a/valid/1.png", "a/train/2.png", "b/train/0.png")) {
            write("pictures/" + file);
        }
        SourceOptions listing =
                SourceOptions.of(folder + "/pictures", InputFormat.IMAGES).withDerived(FOLDERS);
        assertThat(InputTable.open(spark, listing, List.of("label", "split"))
                        .rows()
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("a/train/2.png", "b/train/0.png", "b/train/1.png", "a/valid/1.png");
        Files.writeString(folder.resolve("list.txt"), "pictures/b/train/1.png\npictures/a/valid/1.png\nc/d/1.png\n");
        SourceOptions list =
                SourceOptions.of(folder + "/list.txt", InputFormat.TEXT).withDerived(FOLDERS);
        assertThat(InputTable.open(spark, list, List.of("split")).rows().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("pictures/a/valid/1.png", "pictures/b/train/1.png", "c/d/1.png");
    }

    @Test
    void refusesAManifestThatCarriesAColumnOfTheName() throws IOException {
        Files.writeString(folder.resolve("manifest.csv"), "path,LABEL\n1.png,a\n");
        SourceOptions options =
                SourceOptions.of(folder + "/manifest.csv", InputFormat.CSV).withDerived(FOLDERS);
        assertThatThrownBy(() -> rows(options))
                .isInstanceOfSatisfying(
                        UserException.class, fault -> assertThat(fault.kind()).isEqualTo(UserException.Kind.USAGE))
                .hasMessage("""
                        derive.label adds a column that the input has already: LABEL
                          cause: a dataset has one column of a name (upper and lower case are one to Spark)
                          cure:  leave derive.label out, or the other column (by input.columns), or rename it""");
        assertThat(rows(options.withColumns(List.of()))).hasSize(1);
    }

    private List<Row> added(DerivedColumns columns, String... paths) {
        Dataset<Row> frame =
                spark.createDataset(Arrays.asList(paths), Encoders.STRING()).toDF("file");
        return PathColumns.add(frame.repartition(1), functions.col("file"), columns)
                .collectAsList();
    }

    private static String[] paths(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> "class " + number % 7 + "/picture-" + number + ".jpg")
                .toArray(String[]::new);
    }

    private static long count(List<Row> rows) {
        return rows.stream().filter(row -> row.getString(1).equals("valid")).count();
    }

    private static Map<String, String> sides(List<Row> rows) {
        Map<String, String> sides = new HashMap<>();
        rows.forEach(row -> sides.put(row.getString(0), row.getString(1)));
        return sides;
    }

    private static List<String> listedSides(List<Row> rows) {
        List<String> sides = new ArrayList<>();
        rows.forEach(row -> sides.add(row.getString(0) + " " + row.getString(InputTable.CARRIED_ORDINAL + 1)));
        return sides.stream().sorted().toList();
    }

    private List<Row> listed(String input, DerivedColumns columns) {
        return rows(SourceOptions.of(folder + "/" + input, InputFormat.IMAGES).withDerived(columns));
    }

    private List<Row> rows(SourceOptions options) {
        return InputTable.open(spark, options, List.of()).rows().collectAsList();
    }

    private void write(String below) throws IOException {
        Path file = folder.resolve(below);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }
}
