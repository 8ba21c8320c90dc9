package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.source.PassedOver.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
        file("_under/_3.jpg", 5);
        file("b/.hidden.jpg", 5);
        file(".hidden/4.jpg", 5);
        InputTable table = open(folder.toString());
        assertThat(table.rows().collectAsList())
                .extracting(row -> row.getString(0), row -> row.getLong(1))
                .containsExactly(
                        tuple("top.webp", 3L),
                        tuple("_under/_3.jpg", 5L),
                        tuple("b/1.jpg", 1L),
                        tuple("b/deep/2.PNG", 2L));
        assertThat(table.passedOver().get().byReason()).isEqualTo(Map.of(Reason.HIDDEN, 2L, Reason.SUFFIX, 2L));
        table.rows().count();
        assertThat(table.passedOver().get().byReason()).isEqualTo(Map.of(Reason.HIDDEN, 2L, Reason.SUFFIX, 2L));
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
    void takesFilesThatAGlobNamesWhateverTheirSuffixButNotHiddenOnes() throws IOException {
        file("1.jpg", 1);
        file("2.dat", 1);
        file(".3.jpg", 1);
        file("sub/4.jpg", 1);
        file("sub/5.dat", 1);
        file("12:30:00.jpg", 1);
        InputTable table = open(folder + "/*");
        assertThat(table.rows().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("1.jpg", "12:30:00.jpg", "2.dat", "sub/4.jpg");
        assertThat(table.passedOver().get().byReason()).isEqualTo(Map.of(Reason.HIDDEN, 1L, Reason.SUFFIX, 1L));
        assertThat(list(folder + "/{1,2}.*")).hasSize(2);
        assertThat(list(folder + "/{sub/[4-5],1}.{jpg,dat}"))
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("sub/4.jpg", "sub/5.dat", "1.jpg");
        assertThat(list(folder + "/s?b")).extracting(row -> row.getString(0)).containsExactly("sub/4.jpg");
        assertThat(list(folder + "/.3*")).hasSize(1);
    }

    @Test
    void listsAGlobOverManyFilesInOneTaskPerFolder() throws IOException {
        for (int index = 0; index < 300; index++) {
            file("a" + index % 3 + "/" + index + ".jpg", 1);
        }
        InputTable table = open(folder + "/a*/*.jpg");
        assertThat(table.rows().toJavaRDD().getNumPartitions()).isEqualTo(3);
        assertThat(table.rows().count()).isEqualTo(300);
    }

    @Test
    @Timeout(60)
    void listsEveryFileOnceThoughLinksLeadBack() throws IOException {
        file("a/1.jpg", 1);
        file("a/deep/2.jpg", 1);
        link("self", ".");
        link("a/up", "..");
        link("a/deep/again", "../deep");
        link("b", "a");
        link("first.jpg", "a/1.jpg");
        link("nowhere.jpg", "gone.jpg");
        link("ring.jpg", "ring.jpg");
        InputTable table = open(folder.toString());
        assertThat(table.rows().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("first.jpg", "a/1.jpg", "a/deep/2.jpg");
        assertThat(table.passedOver().get().byReason()).isEqualTo(Map.of(Reason.LOOP, 5L, Reason.DANGLING_LINK, 1L));
    }

    @Test
    void followsLinksToFoldersElsewhereOnce(@TempDir Path elsewhere) throws IOException {
        Files.createDirectories(elsewhere.resolve("sub"));
        Files.write(elsewhere.resolve("sub/1.jpg"), new byte[1]);
        Files.createSymbolicLink(elsewhere.resolve("sub/round"), elsewhere);
        file("a/b/2.jpg", 1);
        link("a/b/out", elsewhere.toString());
        link("a/c", elsewhere.resolve("sub").toString());
        InputTable table = open(folder + "/a");
        assertThat(table.rows().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("b/2.jpg", "c/1.jpg");
        assertThat(table.passedOver().get().count(Reason.LOOP)).isEqualTo(2);
        assertThat(list(folder + "/a/b")).extracting(row -> row.getString(0)).containsExactly("2.jpg", "out/sub/1.jpg");
    }

    @Test
    @Timeout(60)
    void passesOverWhatIsNoRegularFile() throws Exception {
        file("1.jpg", 1);
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe.jpg").toString())
                        .start()
                        .waitFor())
                .isZero();
        link("zero.jpg", "/dev/zero");
        InputTable table = open(folder.toString());
        assertThat(table.rows().count()).isEqualTo(1);
        assertThat(table.passedOver().get()).hasToString("2 no regular file");
        assertThat(open(folder + "/*.jpg").rows().count()).isEqualTo(1);
        InputTable pipe = open(folder + "/pipe.jpg");
        assertThat(pipe.rows().count()).isZero();
        assertThat(pipe.passedOver().get().count(Reason.NOT_A_FILE)).isEqualTo(1);
    }

    @Test
    void refusesInputOnAnObjectStoreThatHadoopWouldTakeForAnother() {
        assertThatThrownBy(() -> open("s3a://bucket/p//q"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input.path cannot be named through Hadoop's paths: s3a://bucket/p//q");
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
            SourceOptions options = options(path, format, "file");
            assertThat(InputTable.open(spark, options, List.of()).rows().first().isNullAt(InputTable.LENGTH_ORDINAL))
                    .isTrue();
            InputTable table = InputTable.open(spark, options.withLengthColumn("length"), List.of());
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
    void refusesToSortByAColumnThatTheManifestDoesNotHave() throws IOException {
        write("manifest.csv", "path,label\n1.jpg,a\n");
        assertThatThrownBy(() -> InputTable.open(
                        spark, options(folder + "/manifest.csv", InputFormat.CSV, "path"), List.of("lable")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("output.partition-by names a column that the manifest does not have: lable")
                .hasMessageContaining("path, label");
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

    @Test
    void refusesALengthColumnWithoutWholeNumbers() throws IOException {
        write("manifest.json", "{\"path\": \"1.jpg\", \"length\": 1.5}\n");
        SourceOptions options =
                options(folder + "/manifest.json", InputFormat.JSON, "path").withLengthColumn("length");
        assertThatThrownBy(() -> InputTable.open(spark, options, List.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input.length-column holds no whole numbers: length")
                .hasMessageContaining("double");
    }

    @Test
    void refusesALengthThatIsOtherTextOnceItIsRead() throws IOException {
        write("manifest.csv", "path,size\n1.jpg,12\n2.jpg,wide\n");
        SourceOptions options =
                options(folder + "/manifest.csv", InputFormat.CSV, "path").withLengthColumn("size");
        assertThatThrownBy(() -> InputTable.open(spark, options, List.of())
                        .rows()
                        .select("length")
                        .collectAsList())
                .satisfies(failure -> assertThat(ManifestFaults.in(options, failure))
                        .hasValueSatisfying(fault -> assertThat(fault)
                                .hasMessageContaining("input.length-column holds no whole numbers: size")
                                .hasMessageContaining("the row of 2.jpg has there: wide")));
    }

    @Test
    void takesWholeNumbersOfTextForLengths() throws IOException {
        write("manifest.csv", "path,size\n1,12\n2, 13\n3,14.0\n4,\n5,\" \"\n6,-1\n7,0\n8,99999999999\n");
        SourceOptions options =
                options(folder + "/manifest.csv", InputFormat.CSV, "path").withLengthColumn("size");
        assertThat(InputTable.open(spark, options, List.of()).rows().collectAsList())
                .extracting(row -> row.get(InputTable.LENGTH_ORDINAL))
                .containsExactly(12L, 13L, 14L, null, null, null, null, null);
    }

    @Test
    void masksCredentialsInEveryColumnOfText() throws IOException {
        write(
                "manifest.csv",
                "path,from\ns3a:/KEY:SEC/RET@bucket/x.jpg,mail@example.org\n1.jpg,https://user:PASS@host/1.jpg\n");
        List<Row> rows = InputTable.open(spark, options(folder + "/manifest.csv", InputFormat.CSV, "path"), List.of())
                .rows()
                .collectAsList();
        assertThat(rows)
                .extracting(row -> row.getString(0), row -> row.getString(InputTable.CARRIED_ORDINAL))
                .containsExactly(
                        tuple("s3a:/***@bucket/x.jpg", "mail@example.org"), tuple("1.jpg", "https://***@host/1.jpg"));
    }

    private void assertOpens(InputTable table, String below) throws Exception {
        for (Row row : table.rows().collectAsList()) {
            org.apache.hadoop.fs.Path path = table.resolver().resolve(row.getString(0));
            FetchedFile<String> file = new FileReader(
                            spark.sessionState().newHadoopConf(), new FileBuffers(0), Long.MAX_VALUE)
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
        return SourceOptions.of(path, format).withPathColumn(pathColumn);
    }

    private void link(String below, String target) throws IOException {
        Path path = folder.resolve(below);
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(target));
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
