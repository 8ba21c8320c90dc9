package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();

    @Test
    void readsRecordsThatSpanLines() throws IOException {
        write("path,caption\n1.jpg,\"first line\n2.jpg, second \"\"line\"\"\"\n\n3.jpg,plain\n");
        assertThat(rows(csv()))
                .extracting(row -> row.getString(0), row -> row.getString(InputTable.CARRIED_ORDINAL))
                .containsExactly(tuple("1.jpg", "first line\n2.jpg, second \"line\""), tuple("3.jpg", "plain"));
    }

    @Test
    void splitsAFileWhoseRecordsAreLines() throws IOException {
        write("path,caption\n1.jpg,a 5\" disc\n2.jpg,\"with, comma\"\n\n  \n3.jpg,\n");
        assertThat(new ManifestText(spark, csv()).check()).isEqualTo(ManifestText.Shape.LINES);
        assertThat(rows(csv()))
                .extracting(row -> row.getString(0), row -> row.getString(InputTable.CARRIED_ORDINAL))
                .containsExactly(tuple("1.jpg", "a 5\" disc"), tuple("2.jpg", "with, comma"), tuple("3.jpg", null));
    }

    @Test
    void namesTheLineAndTheRuleOfAMalformedRecord() throws IOException {
        write("path,caption\n1.jpg,a\n2.jpg\n3.jpg,b,c\n");
        assertFault(csv(), "manifest.csv, line 3", "the record has 1 field, and the header 2: 2.jpg");
        write("path,caption\n1.jpg,a\n3.jpg,b," + "c".repeat(500) + "\n");
        assertFault(csv(), "line 3", "the record has 3 fields, and the header 2: 3.jpg,b," + "c".repeat(192) + "\n");
        write("path,caption\n1.jpg,\"a\"b\n");
        assertFault(csv(), "line 2", "text follows a closing quote");
    }

    @Test
    void namesTheLineOfAMalformedRecordAmongOnesThatSpanLines() throws IOException {
        write("path,caption\n1.jpg,\"two\nlines\"\n2.jpg\n");
        assertFault(csv(), "line 4", "the record has 1 field, and the header 2: 2.jpg");
        write("path,caption\n1.jpg,\"never\nclosed\n2.jpg,b\n");
        assertFault(csv(), "line 2", "a quote is not closed: 1.jpg,\"never\nclosed");
    }

    @Test
    void countsLinesFromTheBeginningOfAFileThatTasksShare() throws IOException {
        StringBuilder text = new StringBuilder("path,caption\n");
        for (int index = 2; index <= 20_000; index++) {
            text.append(index == 15_000 ? "bad" : index + ".jpg,caption").append('\n');
        }
        write(text.toString());
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.files.maxPartitionBytes", "20000");
        assertThatThrownBy(() -> InputTable.open(session, csv(), List.of()))
                .hasMessageContaining("line 15000")
                .hasMessageContaining("the record has 1 field, and the header 2: bad");
    }

    @Test
    void comparesTheHeadersOfSeveralFiles() throws IOException {
        Files.createDirectory(folder.resolve("several"));
        Files.writeString(folder.resolve("several/1.csv"), "path,caption\n1.jpg,a\n");
        Files.writeString(folder.resolve("several/2.csv"), "caption,path\nb,2.jpg\n");
        SourceOptions options = SourceOptions.of(folder + "/several", InputFormat.CSV);
        assertFault(options, "2.csv, line 1", "the header is another than that of file:" + folder + "/several/1.csv");
        Files.writeString(folder.resolve("several/2.csv"), "path,caption\n2.jpg,b\n");
        assertThat(rows(options)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path,label",
                "path,a b,x.y,gr\u00f6\u00dfe,2nd-one",
                "path, label ",
                "path,\"quoted, name\"",
                "path,back\\slash",
                "path,,tab\t,#",
                "path,a:b,_c0,c/d"
            })
    void namesColumnsAsSparkDoes(String header) throws IOException {
        write(header + "\n1.jpg" + ",x".repeat(CsvRecord.fieldsOf(header).size() - 1) + "\n");
        List<String> names = List.of(spark.read()
                .option("header", "true")
                .option("escape", "\"")
                .csv(path())
                .columns());
        String[] carried = InputTable.open(spark, csv(), List.of()).rows().columns();
        assertThat(List.of(carried).subList(InputTable.CARRIED_ORDINAL, carried.length))
                .isEqualTo(names.subList(1, names.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "IBM037"})
    void comparesHeadersInEveryEncoding(String encoding) throws IOException {
        Charset charset = Charset.forName(encoding);
        Path several = Files.createDirectory(folder.resolve("several"));
        Files.write(several.resolve("1.csv"), "path,\"a\nb\",c,d\n1.jpg,x,C,D\n".getBytes(charset));
        Files.write(several.resolve("2.csv"), "path,\"a\nb\",d,c\n2.jpg,x,D,C\n".getBytes(charset));
        SourceOptions options =
                SourceOptions.of(several.toString(), InputFormat.CSV).withEncoding(encoding);
        assertFault(options, "2.csv, line 1", "the header is another than that of file:" + several + "/1.csv");
        Files.write(several.resolve("2.csv"), "\"path\",\"a\nb\",c,\"d\"\n2.jpg,x,C,D\n".getBytes(charset));
        assertThat(rows(options)).extracting(row -> row.getString(0)).containsExactlyInAnyOrder("1.jpg", "2.jpg");
        Files.write(several.resolve("2.csv"), "path,C,c\n2.jpg,x,C\n".getBytes(charset));
        Files.delete(several.resolve("1.csv"));
        assertThatThrownBy(() -> rows(options)).hasMessageContaining("C (another is c), c (another is C)");
    }

    @Test
    void takesWhatSpreadsheetsWrite() throws IOException {
        write("path,label,,\n1.jpg,a,,\n");
        assertThat(rows(csv())).hasSize(1);
        write("\uFEFF\"label, quoted\",\"path\"\n\"two\nlines\",1.jpg\n");
        assertThat(rows(csv()).get(0).getString(0)).isEqualTo("1.jpg");
        write("path,_corrupt_record\n1.jpg,a\n");
        assertThat(rows(csv()).get(0).getString(InputTable.CARRIED_ORDINAL)).isEqualTo("a");
        write("path;label\n1.jpg;a\n");
        assertThatThrownBy(() -> rows(csv()))
                .hasMessageContaining("has the columns path;label")
                .extracting(fault -> ((UserException) fault).cure())
                .isEqualTo("write it with commas between the fields, which seem to have semicolons");
        write("");
        assertThatThrownBy(() -> rows(csv())).hasMessageContaining("has no columns, as it is empty");
        write("path,label\n\u3000\n1.jpg,a\n");
        assertFault(csv(), "line 2", "the record has 1 field, and the header 2");
    }

    @Test
    void saysWhatAFileOfAnotherFormatIs() throws IOException {
        parquet("optional int64 other;", "other", 1);
        assertThatThrownBy(() -> rows(csv()))
                .extracting(fault -> ((UserException) fault).cure())
                .isEqualTo("set input.format to parquet, which the file seems to be");
        Files.delete(folder.resolve(".manifest.csv.crc"));
        SourceOptions json = SourceOptions.of(path(), InputFormat.JSON);
        write("[{\"path\": \"1.jpg\"}, {\"path\": \"2.jpg\"}]\n");
        assertThat(rows(json)).hasSize(2);
        write("[\n  {\"path\": \"1.jpg\"}\n]\n");
        assertFault(json, "line 1", "its JSON goes over several lines: [");
        write("{\n  \"path\": \"1.jpg\"\n}\n");
        assertFault(json, "line 1", "its JSON goes over several lines: {");
    }

    @Test
    void takesAColumnWithoutAName() throws IOException {
        write(",path,caption\n0,1.jpg,a\n1,2.jpg,b\n");
        assertThat(rows(csv()))
                .extracting(row -> row.getString(InputTable.CARRIED_ORDINAL))
                .containsExactly("0", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSV", "TEXT", "JSON"})
    void refusesTextInAnotherEncoding(InputFormat format) throws IOException {
        write(text(format, "gr\u00f6\u00dfe.jpg"), StandardCharsets.ISO_8859_1);
        SourceOptions options = SourceOptions.of(path(), format);
        assertFault(options, "line " + (format == InputFormat.CSV ? 2 : 1), "the text is not in the encoding UTF-8");
        assertThat(rows(options.withEncoding("latin1")))
                .extracting(row -> row.getString(0))
                .containsExactly("gr\u00f6\u00dfe.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "windows-1252", "Shift_JIS"})
    void readsCsvInOtherEncodings(String encoding) throws IOException {
        write("path,caption\n1.jpg,caption A\n", Charset.forName(encoding));
        assertThat(rows(csv().withEncoding(encoding)))
                .extracting(row -> row.getString(0), row -> row.getString(InputTable.CARRIED_ORDINAL))
                .containsExactly(tuple("1.jpg", "caption A"));
    }

    @Test
    void namesColumnsThatDifferInCaseAlone() throws IOException {
        write("path,Label,label,other\n1.jpg,a,b,c\n");
        assertThatThrownBy(() -> InputTable.open(spark, csv(), List.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Label (another is label), label (another is Label)");
        SourceOptions without = SourceOptions.of(path(), InputFormat.CSV).withColumns(List.of("other"));
        assertThat(rows(without))
                .extracting(row -> row.getString(InputTable.CARRIED_ORDINAL))
                .containsExactly("c");
    }

    @Test
    void tellsMalformedJsonForTheUsersFault() throws IOException {
        write("{\"path\": \"1.jpg\"}\n{oops\n");
        assertThatThrownBy(() -> InputTable.open(spark, SourceOptions.of(path(), InputFormat.JSON), List.of()))
                .isInstanceOfSatisfying(
                        UserException.class, fault -> assertThat(fault.kind()).isEqualTo(UserException.Kind.USAGE))
                .hasMessageContaining("input.path is not a sound manifest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIME(MICROS,false)", "TIME(NANOS,true)", "TIMESTAMP(NANOS,true)"})
    void namesColumnsThatSparkDoesNotReadUnlessTheyAreLeftOut(String type) throws IOException {
        parquet("optional int64 at (" + type + ");", "at", 1);
        SourceOptions options = SourceOptions.of(path(), InputFormat.PARQUET);
        assertThatThrownBy(() -> InputTable.open(spark, options, List.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input.path has columns that Spark does not read: at (a time");
        SourceOptions without = SourceOptions.of(path(), InputFormat.PARQUET).withColumns(List.of());
        assertThat(rows(without)).extracting(row -> row.getString(0)).containsExactly("1.jpg");
    }

    /** Of pyarrow: {@code {'path': ['1.jpg'], 'h': float16 [1]}}. */
    @Test
    void namesColumnsThatKeepSparkFromOpeningTheFile() throws IOException {
        try (InputStream half = ManifestTest.class.getResourceAsStream("/manifests/half.parquet")) {
            Files.copy(half, folder.resolve("manifest.csv"));
        }
        for (List<String> columns : List.of(List.of("h"), List.<String>of())) {
            assertFault(
                    SourceOptions.of(path(), InputFormat.PARQUET).withColumns(columns),
                    "input.path has columns that Spark does not read: h (float16",
                    "does not open a file with a type that came after it");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-30_610_224_000_000_000L, 253_402_300_799_999_999L})
    void takesTimesAsTheyAre(long micros) throws IOException {
        parquet("optional int64 at (TIMESTAMP(MICROS,true));", "at", micros);
        InputTable table = InputTable.open(spark, SourceOptions.of(path(), InputFormat.PARQUET), List.of());
        assertThat(table.rows()
                        .select(functions.unix_micros(functions.col("at")))
                        .first()
                        .getLong(0))
                .isEqualTo(micros);
    }

    private void parquet(String column, String name, long value) throws IOException {
        MessageType type =
                MessageTypeParser.parseMessageType("message m { optional binary path (STRING); " + column + " }");
        Files.deleteIfExists(folder.resolve("manifest.csv"));
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(
                        folder.resolve("manifest.csv").toUri()))
                .withType(type)
                .build()) {
            writer.write(new SimpleGroupFactory(type)
                    .newGroup()
                    .append("path", "1.jpg")
                    .append(name, value));
        }
    }

    private static String text(InputFormat format, String path) {
        return switch (format) {
            case CSV -> "path\n" + path + "\n";
            case JSON -> "{\"path\": \"" + path + "\"}\n";
            default -> path + "\n";
        };
    }

    private void assertFault(SourceOptions options, String where, String cause) {
        assertThatThrownBy(() -> InputTable.open(spark, options, List.of()))
                .isInstanceOfSatisfying(
                        UserException.class, fault -> assertThat(fault.kind()).isEqualTo(UserException.Kind.USAGE))
                .hasMessageContaining(where)
                .hasMessageContaining(cause);
    }

    private List<Row> rows(SourceOptions options) {
        return InputTable.open(spark, options, List.of()).rows().collectAsList();
    }

    private SourceOptions csv() {
        return SourceOptions.of(path(), InputFormat.CSV);
    }

    private String path() {
        return folder.resolve("manifest.csv").toString();
    }

    private void write(String text) throws IOException {
        write(text, StandardCharsets.UTF_8);
    }

    private void write(String text, Charset encoding) throws IOException {
        Files.write(folder.resolve("manifest.csv"), text.getBytes(encoding));
    }
}
