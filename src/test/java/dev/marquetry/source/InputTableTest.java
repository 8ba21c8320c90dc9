package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.marquetry.SparkSessions;
import dev.marquetry.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Timestamp;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTableTest {
    private static final List<String> AWKWARD =
            List.of("a b.jpg", "50%.jpg", "x%20y.jpg", "c#1.jpg", "q?.jpg", "d+e.jpg", "größe 写真.jpg");

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();

    @Test
    void listsImagesOfAFolderRecursivelyWithTheirLengths() throws IOException {
        file("b/deep/2.PNG", 2);
        file("b/1.jpg", 1);
        file("top.webp", 3);
        file("b/notes.txt", 4);
        file("manifest.csv", 4);
        file("_hidden/3.jpg", 5);
        file("b/.hidden.jpg", 5);
        List<Row> rows = list(folder.toString());
        assertThat(rows)
                .extracting(row -> row.getString(0), row -> row.getLong(1))
                .containsExactly(tuple("top.webp", 3L), tuple("b/1.jpg", 1L), tuple("b/deep/2.PNG", 2L));
    }

    @Test
    void listsWhatAGlobMatches() throws IOException {
        file("a/1.jpg", 1);
        file("a/2.png", 1);
        file("b/3.jpg", 1);
        assertThat(list(folder + "/*/*.jpg"))
                .extracting(row -> row.getString(0))
                .containsExactly("a/1.jpg", "b/3.jpg");
    }

    @Test
    void takesAFolderWhoseNameLooksLikeAGlobForItself() throws IOException {
        file("run[1]/1.jpg", 1);
        assertThat(list(folder + "/run[1]")).extracting(row -> row.getString(0)).containsExactly("1.jpg");
    }

    @Test
    void tellsPathsRelativeToTheLastFolderWithoutAWildcard() throws IOException {
        file("set/a b/1.jpg", 1);
        assertThat(open(folder + "/set").root()).isEqualTo("file:" + folder + "/set");
        assertThat(open(folder + "/set/a*/*.jpg").root()).isEqualTo("file:" + folder + "/set");
        assertThat(open(folder + "/set/a b/1.jpg").root()).isEqualTo("file:" + folder + "/set/a b");
    }

    @Test
    void tellsWhenAListedFileWasModified() throws IOException {
        file("1.jpg", 1);
        Files.setLastModifiedTime(folder.resolve("1.jpg"), FileTime.fromMillis(1_700_000_000_123L));
        assertThat(list(folder.toString()).get(0).getTimestamp(InputTable.MODIFIED_ORDINAL))
                .isEqualTo(new Timestamp(1_700_000_000_123L));
    }

    @Test
    void opensAwkwardNamesFromAListing() throws Exception {
        for (String name : AWKWARD) {
            file("sub/" + name, name.length());
        }
        InputTable table = InputTable.open(spark, options(folder.toString(), InputFormat.IMAGES, "path"), List.of());
        assertOpens(table, "sub/");
    }

    @Test
    void opensAwkwardNamesFromACsvManifestAndGivesThemBackAsTheyWere() throws Exception {
        StringBuilder csv = new StringBuilder("path,label\n");
        for (String name : AWKWARD) {
            file(name, name.length());
            csv.append(name).append(",007\n");
        }
        write("manifest.csv", csv.append("\"comma, \"\"quoted\"\".jpg\",1\n").toString());
        file("comma, \"quoted\".jpg", 1);
        InputTable table =
                InputTable.open(spark, options(folder + "/manifest.csv", InputFormat.CSV, "path"), List.of());
        assertThat(table.rows().collectAsList())
                .extracting(row -> row.getString(0))
                .containsSubsequence(AWKWARD)
                .contains("comma, \"quoted\".jpg");
        assertOpens(table, "");
        assertThat(table.rows().first().getString(InputTable.CARRIED_ORDINAL)).isEqualTo("007");
    }

    @Test
    void carriesColumnsThroughWithTheTypesOfTheManifest() throws IOException {
        StructType schema = new StructType()
                .add("file", DataTypes.StringType)
                .add("length", DataTypes.LongType)
                .add("box", new StructType().add("x", DataTypes.DoubleType))
                .add("tags", DataTypes.createArrayType(DataTypes.StringType));
        Dataset<Row> manifest = spark.createDataFrame(
                List.of(
                        RowFactory.create(
                                "1.jpg",
                                77L,
                                RowFactory.create(0.5),
                                List.of("a").toArray()),
                        RowFactory.create(null, null, null, null)),
                schema);
        for (InputFormat format : List.of(InputFormat.PARQUET, InputFormat.ORC, InputFormat.JSON)) {
            String path = folder + "/" + format;
            manifest.coalesce(1).write().format(format.name()).save(path);
            InputTable table = InputTable.open(spark, options(path, format, "file"), List.of());
            assertThat(table.carriedSchema().fieldNames()).contains("length", "box", "tags");
            assertThat(table.carriedSchema().apply("box").dataType()).isInstanceOf(StructType.class);
            Row row = table.rows().first();
            assertThat(row.getString(InputTable.PATH_ORDINAL)).isEqualTo("1.jpg");
            assertThat(row.getLong(InputTable.LENGTH_ORDINAL)).isEqualTo(77L);
            assertThat(table.rows().count()).as("rows of %s", format).isEqualTo(2);
        }
    }

    @Test
    void readsTextManifestsAndTables() throws IOException {
        write("list.txt", "1.jpg\n\n2.jpg\n");
        InputTable text = InputTable.open(spark, options(folder + "/list.txt", InputFormat.TEXT, "path"), List.of());
        assertThat(text.rows().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("1.jpg", "", "2.jpg");
        text.rows().select("path").createOrReplaceTempView("images_to_convert");
        InputTable table = InputTable.open(spark, options("images_to_convert", InputFormat.TABLE, "path"), List.of());
        assertThat(table.rows().count()).isEqualTo(3);
    }

    @Test
    void sortsByPartitionValuesWithHivesStandInForNothing() throws IOException {
        write("manifest.csv", "path,split\n1,valid\n2,\n3,train\n");
        InputTable table =
                InputTable.open(spark, options(folder + "/manifest.csv", InputFormat.CSV, "path"), List.of("split"));
        assertThat(table.rows().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("2", "3", "1");
    }

    @Test
    void refusesInputThatDoesNotExist() {
        for (InputFormat format : List.of(InputFormat.IMAGES, InputFormat.CSV)) {
            assertThatThrownBy(() -> InputTable.open(spark, options(folder + "/nothing", format, "path"), List.of()))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("input.path does not exist: " + folder + "/nothing")
                    .hasMessageContaining("cause:")
                    .hasMessageContaining("cure:");
        }
        assertThatThrownBy(() -> InputTable.open(spark, options("no_such", InputFormat.TABLE, "path"), List.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input.path names no table: no_such");
    }

    @Test
    void refusesAManifestWithoutThePathColumn() throws IOException {
        write("manifest.csv", "file,label\n1.jpg,a\n");
        assertThatThrownBy(() ->
                        InputTable.open(spark, options(folder + "/manifest.csv", InputFormat.CSV, "path"), List.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input.path-column names a column that the manifest does not have: path")
                .hasMessageContaining("file, label");
    }

    @Test
    void refusesAPathColumnThatIsNotText() throws IOException {
        write("manifest.json", "{\"path\": 5}\n");
        assertThatThrownBy(() ->
                        InputTable.open(spark, options(folder + "/manifest.json", InputFormat.JSON, "path"), List.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input.path-column is not text: path")
                .hasMessageContaining("bigint");
    }

    private void assertOpens(InputTable table, String below) throws Exception {
        for (Row row : table.rows().collectAsList()) {
            org.apache.hadoop.fs.Path path = table.resolver().resolve(row.getString(0));
            FetchedFile<String> file = new FileReader(spark.sessionState().newHadoopConf(), new FileBuffers(0))
                    .read("x", path, OptionalLong.empty(), new ByteBudget(Long.MAX_VALUE).claim(0));
            assertThat(file.bytes()).as("%s", path).isNotNull();
            assertThat(path.toString()).contains(below);
        }
    }

    private List<Row> list(String path) {
        return open(path).rows().collectAsList();
    }

    private InputTable open(String path) {
        return InputTable.open(spark, options(path, InputFormat.IMAGES, "path"), List.of());
    }

    private static SourceOptions options(String path, InputFormat format, String pathColumn) {
        return new SourceOptions(path, format, pathColumn, null, null);
    }

    private void file(String below, int length) throws IOException {
        Path path = folder.resolve(below);
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[length]);
    }

    private void write(String below, String text) throws IOException {
        Files.writeString(folder.resolve(below), text, StandardCharsets.UTF_8);
    }
}
