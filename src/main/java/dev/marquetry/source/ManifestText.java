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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private static final int SHOWN = 200;
    private static final String QUOTE_CURE =
            "mend the file; a field with a comma, a quote or a line break stands in quotes, a quote in it twice";

    private final SparkSession spark;
    private final SourceOptions options;
    private List<String> header = List.of();

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
        boolean hasLines =
                !options.encoding().startsWith("UTF-16") && !options.encoding().startsWith("UTF-32");
        Dataset<Row> lines = spark.read()
                .text(options.path())
                .select(
                        functions.col("value"),
                        functions.col("_metadata.file_path"),
                        functions.col("_metadata.file_block_start"));
        if (!hasLines) {
            if (isCsv) {
                lines.select("file_path").distinct().collectAsList().forEach(row -> readWhole(row.getString(0)));
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
        Map<String, TextStretch> firsts = new LinkedHashMap<>();
        stretches.stream()
                .filter(stretch -> stretch.firstLine().isPresent())
                .forEach(stretch -> firsts.putIfAbsent(stretch.file(), stretch));
        List<TextStretch> begins = List.copyOf(firsts.values());
        header = begins.stream()
                .findFirst()
                .flatMap(TextStretch::firstLine)
                .map(CsvRecord::fieldsOf)
                .orElse(List.of());
        Set<String> spanning = new TreeSet<>();
        stretches.stream().filter(TextStretch::hasOpenRecord).forEach(stretch -> spanning.add(stretch.file()));
        refuseFirstFault(stretches, spanning);
        begins.forEach(other -> refuseOtherHeader(begins.get(0), other));
        spanning.forEach(this::readWhole);
        return spanning.isEmpty() ? Shape.LINES : Shape.SPANNING_LINES;
    }

    /** Returns the names of a CSV file's columns, of those that were {@link #check}ed and have a header of one line. */
    List<String> header() {
        return header;
    }

    private void refuseFirstFault(List<TextStretch> stretches, Set<String> spanning) {
        Map<String, Long> linesBefore = new HashMap<>();
        for (TextStretch stretch : stretches) {
            long before = linesBefore.getOrDefault(stretch.file(), 0L);
            Optional<TextStretch.Line> faulty = stretch.faulty(header.size());
            if (faulty.isPresent() && !spanning.contains(stretch.file())) {
                TextStretch.Line line = faulty.get();
                throw fault(stretch.file(), before + line.number(), line.rule(header.size()), line.shown());
            }
            linesBefore.put(stretch.file(), before + stretch.lines());
        }
    }

    /** Spark reads all files by the header of one, whatever the order of the columns in the others. */
    private void refuseOtherHeader(TextStretch first, TextStretch other) {
        if (!other.firstLine().equals(first.firstLine())) {
            String line = other.firstLine().orElseThrow();
            throw fault(
                    other.file(),
                    1,
                    "the header is another than that of " + path(first.file()),
                    line.substring(0, Math.min(SHOWN, line.length())));
        }
    }

    /** Records that span lines are told apart only from the beginning of the file. */
    private void readWhole(String file) {
        long number = 0;
        try (BufferedReader reader = open(file)) {
            CsvRecord record = new CsvRecord();
            StringBuilder shown = new StringBuilder();
            int columns = 0;
            long first = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (record.isOpen()) {
                    append(shown, "\n" + line);
                } else if (line.isEmpty()) {
                    continue;
                } else {
                    record.begin();
                    shown.setLength(0);
                    append(shown, line);
                    first = number;
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
        } catch (CharacterCodingException notEncoded) {
            throw fault(file, number + 1, TextScan.notIn(options.encoding()) + ", there or somewhat below", "");
        } catch (IOException failure) {
            throw InputPaths.unreadable(file, failure);
        }
    }

    private static void append(StringBuilder shown, String line) {
        shown.append(line, 0, Math.min(line.length(), Math.max(0, SHOWN - shown.length())));
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
        boolean encoding = rule.startsWith(TextScan.notIn(options.encoding()));
        return new UserException(
                UserException.Kind.USAGE,
                "input.path is not a sound manifest: " + path(file) + ", line " + line,
                rule + (shown.isEmpty() ? "" : ": " + PathCredentials.masked(shown)),
                encoding
                        ? "save it in " + options.encoding() + ", or name its encoding in input.encoding"
                        : QUOTE_CURE);
    }
}
