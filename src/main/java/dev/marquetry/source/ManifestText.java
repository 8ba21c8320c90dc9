package dev.marquetry.source;

import dev.marquetry.options.InputFormat;
import dev.marquetry.options.PathCredentials;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.SessionSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Checks a manifest that is text before Spark reads it, in one pass over its lines that all tasks share. Spark would
 * put other characters in place of those that are not in the encoding, and does not say in which line a fault is.
 */
final class ManifestText {
    private static final int LONGEST_HEADER = 1 << 20;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    /** What files of other formats begin with, and the format's name. */
    private static final Map<String, String> BINARY = Map.of("PAR1", "parquet", "ORC", "orc");

    private static final String JSON_CURE =
            "write an object a line, as pandas does by to_json(..., orient=\"records\", lines=True)";
    private static final String QUOTE_CURE =
            "mend the file; a field with a comma, a quote or a line break stands in quotes, a quote in it twice";

    private final SparkSession spark;
    private final SourceOptions options;

    /** The names of the columns by the file. */
    private final SortedMap<String, List<String>> headers = new TreeMap<>();

    /** Whether the records of a CSV file are lines. */
    enum Shape {
        LINES,
        SPANNING_LINES
    }

    ManifestText(SparkSession spark, SourceOptions options) {
        this.spark = spark;
        this.options = options;
    }

    /**
     * Checks the text.
     *
     * @throws UserException naming the file, the line and the rule that it breaks
     */
    Shape check() {
        boolean isCsv = options.format() == InputFormat.CSV;
        Dataset<Row> lines = spark.read()
                .text(options.path())
                .select(
                        functions.col("value"),
                        functions.col("_metadata.file_path"),
                        functions.col("_metadata.file_block_start"));
        if (!hasLines(options.encoding())) {
            if (isCsv) {
                lines.select("file_path").distinct().collectAsList().stream()
                        .map(row -> row.getString(0))
                        .forEach(file -> headers.put(file, readWhole(file)));
                refuseOtherHeaders();
            }
            return Shape.SPANNING_LINES;
        }
        List<TextStretch> stretches = lines
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(new TextScan(options.encoding(), isCsv))
                .collect()
                .stream()
                .sorted(Comparator.comparing(TextStretch::file).thenComparing(TextStretch::start))
                .toList();
        Map<String, String> firstLines = new TreeMap<>();
        stretches.forEach(
                stretch -> stretch.firstLine().ifPresent(line -> firstLines.putIfAbsent(stretch.file(), line)));
        Set<String> spanning = new TreeSet<>();
        if (isCsv) {
            firstLines.forEach((file, line) -> headers.put(file, CsvRecord.fieldsOf(line)));
            stretches.stream().filter(TextStretch::hasOpenRecord).forEach(stretch -> spanning.add(stretch.file()));
            spanning.forEach(file -> headers.put(file, readWhole(file)));
        }
        refuseFirstFault(stretches, spanning);
        refuseOtherHeaders();
        if (options.format() == InputFormat.JSON) {
            firstLines.forEach(this::refuseJsonOverLines);
        }
        return spanning.isEmpty() ? Shape.LINES : Shape.SPANNING_LINES;
    }

    /** Returns whether lines can be told apart by their bytes, before anything is decoded. */
    static boolean hasLines(String encoding) {
        return Arrays.equals("\n".getBytes(Charset.forName(encoding)), new byte[] {'\n'});
    }

    /** Returns the names of a CSV file's columns, once it was {@link #check}ed; all files have the same. */
    List<String> header() {
        return headers.values().stream().findFirst().orElse(List.of());
    }

    private void refuseFirstFault(List<TextStretch> stretches, Set<String> spanning) {
        Map<String, Long> linesBefore = new HashMap<>();
        for (TextStretch stretch : stretches) {
            long before = linesBefore.getOrDefault(stretch.file(), 0L);
            int columns = headers.getOrDefault(stretch.file(), List.of()).size();
            Optional<TextStretch.Line> faulty = stretch.faulty(columns);
            if (faulty.isPresent() && !spanning.contains(stretch.file())) {
                TextStretch.Line line = faulty.get();
                throw fault(stretch.file(), before + line.number(), line.rule(columns), line.shown());
            }
            linesBefore.put(stretch.file(), before + stretch.lines());
        }
    }

    /** Spark reads all files by the header of one, whatever the order of the columns in the others. */
    private void refuseOtherHeaders() {
        String first = headers.isEmpty() ? null : headers.firstKey();
        headers.forEach((file, names) -> {
            if (!names.equals(headers.get(first))) {
                String rule = "the header is another than that of " + path(first);
                throw fault(file, 1, rule, TextStretch.beginning(String.join(",", names)));
            }
        });
    }

    /** Spark would say of each line that it is malformed. */
    private void refuseJsonOverLines(String file, String firstLine) {
        String line = firstLine.strip();
        if ((line.startsWith("[") && !line.endsWith("]")) || (line.startsWith("{") && !line.endsWith("}"))) {
            throw fault(file, 1, "its JSON goes over several lines", TextStretch.beginning(line));
        }
    }

    /** Records that span lines are told apart only from the beginning of the file. Returns the fields of the first. */
    private List<String> readWhole(String file) {
        long number = 0;
        try (BufferedReader reader = open(file)) {
            CsvRecord record = new CsvRecord();
            StringBuilder shown = new StringBuilder();
            StringBuilder header = new StringBuilder();
            int columns = 0;
            long first = 0;
            for (String line = firstLine(reader); line != null; line = reader.readLine()) {
                number++;
                boolean begins = !record.isOpen();
                if (begins && line.isEmpty()) {
                    continue;
                }
                if (begins) {
                    record.begin();
                    shown.setLength(0);
                    first = number;
                }
                append(shown, begins ? line : "\n" + line, TextStretch.SHOWN);
                if (columns == 0) {
                    append(header, begins ? line : "\n" + line, LONGEST_HEADER);
                }
                record.take(line);
                if (!record.isOpen()) {
                    columns = columns == 0 ? record.fields() : columns;
                    if (record.rule().isPresent() || record.fields() != columns) {
                        String rule = record.rule().orElse(CsvRecord.rule(record.fields(), columns));
                        throw fault(file, first, rule, shown.toString());
                    }
                }
            }
            if (record.isOpen()) {
                throw fault(file, first, "a quote is not closed", shown.toString());
            }
            return columns == 0 ? List.of() : CsvRecord.fieldsOf(header.toString());
        } catch (CharacterCodingException notEncoded) {
            throw fault(file, number + 1, TextScan.notIn(options.encoding()) + ", there or somewhat below", "");
        } catch (IOException failure) {
            throw InputPaths.unreadable(file, failure);
        }
    }

    /** Leaves out the mark of the byte order, which Java does not of UTF-8. */
    private static String firstLine(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        return line != null && line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static void append(StringBuilder text, String line, int most) {
        text.append(line, 0, Math.min(line.length(), Math.max(0, most - text.length())));
    }

    private BufferedReader open(String file) throws IOException {
        Configuration configuration = SessionSettings.hadoop(spark);
        Path path = path(file);
        InputStream stream = path.getFileSystem(configuration).open(path);
        CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
        return new BufferedReader(new InputStreamReader(
                codec == null ? stream : codec.createInputStream(stream), TextScan.decoder(options.encoding())));
    }

    /** Spark tells files by their URIs, with what may not stand in one percent-encoded. */
    private static Path path(String file) {
        return new Path(URI.create(file));
    }

    private UserException fault(String file, long line, String rule, String shown) {
        String readable = PathCredentials.masked(CONTROL.matcher(shown).replaceAll("\uFFFD"));
        return new UserException(
                UserException.Kind.USAGE,
                "input.path is not a sound manifest: " + path(file) + ", line " + line,
                rule + (readable.isEmpty() ? "" : ": " + readable),
                cure(rule, shown));
    }

    private String cure(String rule, String shown) {
        if (!rule.startsWith(TextScan.notIn(options.encoding()))) {
            return options.format() == InputFormat.JSON ? JSON_CURE : QUOTE_CURE;
        }
        for (Map.Entry<String, String> binary : BINARY.entrySet()) {
            if (shown.startsWith(binary.getKey())) {
                return "set input.format to " + binary.getValue() + ", which the file seems to be";
            }
        }
        return "save it in " + options.encoding() + ", or name its encoding in input.encoding";
    }
}
