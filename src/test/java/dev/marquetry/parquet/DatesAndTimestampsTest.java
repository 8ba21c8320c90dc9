package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatesAndTimestampsTest {
    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(1, 1, 1),
            LocalDate.of(1000, 1, 1),
            LocalDate.of(1582, 10, 4),
            // The day after was the 15th; those between are days of the proleptic calendar only.
            LocalDate.of(1582, 10, 10),
            LocalDate.of(1969, 12, 31),
            LocalDate.of(9999, 12, 31));

    /** Before 1900 the zone's offset had seconds. */
    private static final List<Instant> TIMES = List.of(
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("1000-01-01T01:02:03.000001Z"),
            Instant.parse("1582-10-04T23:59:59.999999Z"),
            Instant.parse("1582-10-10T12:00:00Z"),
            Instant.parse("1890-06-01T00:00:00Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"));

    private static final Map<String, String> SETTINGS = Map.of(
            "spark.sql.session.timeZone", "America/Los_Angeles",
            "spark.sql.datetime.java8API.enabled", "true");

    private final RuntimeConfig session = SparkSessions.shared().conf();

    @TempDir
    private Path folder;

    @BeforeEach
    void set() {
        SETTINGS.forEach(session::set);
    }

    @AfterEach
    void unset() {
        SETTINGS.keySet().forEach(session::unset);
        List.of("outputTimestampType", "datetimeRebaseModeInWrite", "int96RebaseModeInWrite")
                .forEach(key -> session.unset("spark.sql.parquet." + key));
    }

    private static Dataset<Row> rows() {
        StructType schema =
                StructType.fromDDL("n int, day date, taken timestamp, nested struct<all: array<timestamp>>");
        List<Row> rows = IntStream.range(0, DAYS.size())
                .mapToObj(n -> RowFactory.create(
                        n, DAYS.get(n), TIMES.get(n), RowFactory.create(List.of(TIMES.get(n), TIMES.get(0)))))
                .toList();
        return SparkSessions.shared().createDataFrame(rows, schema);
    }

    @Test
    void areWrittenAsTheyAreWhateverSparkIsSetTo() throws IOException, SQLException, InterruptedException {
        for (String type : List.of("INT96", "TIMESTAMP_MILLIS", "TIMESTAMP_MICROS")) {
            for (String mode : List.of("EXCEPTION", "LEGACY", "CORRECTED")) {
                session.set("spark.sql.parquet.outputTimestampType", type);
                session.set("spark.sql.parquet.datetimeRebaseModeInWrite", mode);
                session.set("spark.sql.parquet.int96RebaseModeInWrite", mode);
                Path file = Written.file(rows(), folder.resolve(type + mode), Map.of());
                assertThat(bySpark(file)).as("Spark, %s, %s", type, mode).isEqualTo(expected());
                assertThat(byDuckDb(file)).as("DuckDB, %s, %s", type, mode).isEqualTo(expected());
            }
        }
        Path file = Written.files(folder).get(0);
        assertArrowReads(file, "day", "\"unit\" : \"DAY\"", days());
        assertArrowReads(file, "taken", "\"unit\" : \"MICROSECOND\"", micros());
    }

    private static List<String> expected() {
        return IntStream.range(0, DAYS.size())
                .mapToObj(n -> DAYS.get(n).toEpochDay() + " " + micros(TIMES.get(n)) + " " + micros(TIMES.get(n)))
                .toList();
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static List<String> bySpark(Path file) {
        return SparkSessions.shared().read().parquet(file.toString()).orderBy("n").collectAsList().stream()
                .map(row -> row.<LocalDate>getAs("day").toEpochDay() + " " + micros(row.getAs("taken")) + " "
                        + micros(row.getStruct(3).<Instant>getList(0).get(0)))
                .toList();
    }

    private static List<String> byDuckDb(Path file) throws SQLException {
        try (DuckDbReading duckDb = new DuckDbReading()) {
            return duckDb.texts("SELECT datediff('day', DATE '1970-01-01', day) || ' ' || epoch_us(taken) || ' '"
                    + " || epoch_us(nested.\"all\"[1]) FROM '" + file + "' ORDER BY n");
        }
    }

    private void assertArrowReads(Path file, String column, String type, byte[] values)
            throws IOException, InterruptedException {
        ArrowReading reading = ArrowReading.of(List.of(file), column, folder).get(0);
        assertThat(reading.schema()).contains(type);
        assertThat(reading.values()).isEqualTo(HexFormat.of().formatHex(values));
    }

    private static byte[] days() {
        ByteBuffer bytes = ByteBuffer.allocate(DAYS.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        DAYS.forEach(day -> bytes.putInt(Math.toIntExact(day.toEpochDay())));
        return bytes.array();
    }

    private static byte[] micros() {
        ByteBuffer bytes = ByteBuffer.allocate(TIMES.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        TIMES.forEach(time -> bytes.putLong(micros(time)));
        return bytes.array();
    }
}
