package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherReadersTest {
    private static final List<String> HWC = List.of("H", "W", "C");
    private static final int ROWS = 11;

    @TempDir
    private static Path folder;

    private static final Map<String, TensorRows> CASES = new LinkedHashMap<>();
    private static final Map<String, Path> FILES = new LinkedHashMap<>();

    @BeforeAll
    static void writeEveryKind() {
        for (DType type : DType.values()) {
            TensorColumn fixed = TensorColumn.ofShape(type, HWC, List.of(6, 5, 3));
            TensorColumn varying = TensorColumn.varying(type, HWC, List.of());
            write("fixed", fixed, TensorRows.random(fixed, ROWS, 1));
            TensorColumn one = fixed.withLookupTable(TensorRows.randomTable(type, 1, 2));
            write("one table", one, TensorRows.random(one, ROWS, 3));
            TensorColumn three = fixed.withLookupTable(TensorRows.randomTable(type, 3, 4));
            write("table per channel", three, TensorRows.random(three, ROWS, 5));
            write("varying", varying, TensorRows.varying(varying, ROWS, 6));
            TensorColumn folded = varying.withLookupTable(TensorRows.randomTable(type, 3, 7));
            write("varying, table per channel", folded, TensorRows.varying(folded, ROWS, 8));
        }
        TensorColumn floats = TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(6, 5, 3));
        write(
                "split",
                TensorRows.random(floats, ROWS, 9),
                Map.of(MarquetryFileFormat.FLOAT_ENCODING, "byte-stream-split"));
    }

    private static void write(String name, TensorColumn column, TensorRows rows) {
        List<String> codecs = List.of("zstd", "snappy", "uncompressed");
        for (String codec : codecs) {
            String key = column.dtype().numpyName() + ", " + name + ", " + codec;
            write(key, rows, Map.of("compression", codec, MarquetryFileFormat.ROW_GROUP_SIZE, "1600"));
        }
    }

    private static void write(String key, TensorRows rows, Map<String, String> options) {
        CASES.put(key, rows);
        FILES.put(key, Written.file(rows.toDataset(), folder.resolve("case" + CASES.size()), options));
    }

    @Test
    void arrowReadsTheSameValuesAndKnowsTheShape() throws IOException, InterruptedException {
        List<ArrowReading> readings = ArrowReading.of(List.copyOf(FILES.values()), "image", folder);
        int next = 0;
        for (Map.Entry<String, TensorRows> entry : CASES.entrySet()) {
            ArrowReading reading = readings.get(next++);
            TensorColumn column = entry.getValue().column();
            assertThat(reading.values()).as(entry.getKey()).isEqualTo(rawValues(entry.getValue()));
            if (column.shape().isPresent()) {
                assertThat(reading.schema())
                        .as(entry.getKey())
                        .contains("arrow.fixed_shape_tensor")
                        .contains("{\\\"shape\\\":[6,5,3],\\\"dim_names\\\":[\\\"H\\\",\\\"W\\\",\\\"C\\\"]}")
                        .contains("\"listSize\" : 90");
            } else {
                assertThat(reading.schema()).as(entry.getKey()).doesNotContain("arrow.fixed_shape_tensor");
            }
            assertThat(reading.schema())
                    .as(entry.getKey())
                    .contains(
                            switch (column.dtype()) {
                                case UINT8 -> "\"bitWidth\" : 8";
                                case FLOAT16 -> "\"precision\" : \"HALF\"";
                                case FLOAT32 -> "\"precision\" : \"SINGLE\"";
                                case FLOAT64 -> "\"precision\" : \"DOUBLE\"";
                                case INT32 -> "\"bitWidth\" : 32";
                                case INT64 -> "\"bitWidth\" : 64";
                            });
        }
    }

    @Test
    void duckDbReadsTheSameValues() throws SQLException {
        try (DuckDbReading duckDb = new DuckDbReading()) {
            for (Map.Entry<String, TensorRows> entry : CASES.entrySet()) {
                TensorRows rows = entry.getValue();
                Map<String, double[]> found = duckDb.images(FILES.get(entry.getKey()));
                assertThat(found).as(entry.getKey()).hasSize(ROWS);
                for (int row = 0; row < ROWS; row++) {
                    assertThat(found.get(TensorRows.path(row)))
                            .as(entry.getKey())
                            .containsExactly(rows.numericValues(row));
                }
            }
        }
    }

    @Test
    void parquetJavaReadsTheSameValues() throws IOException {
        for (Map.Entry<String, TensorRows> entry : CASES.entrySet()) {
            TensorRows rows = entry.getValue();
            if (rows.column().dtype() == DType.FLOAT16) {
                continue; // parquet-java 1.13 fails at the logical type FLOAT16, whoever wrote it.
            }
            List<double[]> found = new ArrayList<>();
            try (ParquetReader<Group> reader = ParquetReader.builder(
                            new GroupReadSupport(),
                            new org.apache.hadoop.fs.Path(
                                    FILES.get(entry.getKey()).toUri()))
                    .withConf(new Configuration())
                    .build()) {
                for (Group group = reader.read(); group != null; group = reader.read()) {
                    found.add(values(group.getGroup("image", 0)));
                }
            }
            assertThat(found).as(entry.getKey()).hasSize(ROWS);
            for (int row = 0; row < ROWS; row++) {
                assertThat(found.get(row)).as(entry.getKey()).containsExactly(rows.values(row));
            }
        }
    }

    private static double[] values(Group list) {
        double[] values = new double[list.getFieldRepetitionCount(0)];
        for (int i = 0; i < values.length; i++) {
            Group element = list.getGroup(0, i);
            values[i] = switch (element.getType().getType(0).asPrimitiveType().getPrimitiveTypeName()) {
                case INT32 -> element.getInteger(0, 0);
                case INT64 -> element.getLong(0, 0);
                case DOUBLE -> element.getDouble(0, 0);
                default -> element.getFloat(0, 0);
            };
        }
        return values;
    }

    private static String rawValues(TensorRows rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int row = 0; row < rows.cells().size(); row++) {
            double[] values = rows.values(row);
            ByteBuffer buffer = ByteBuffer.allocate(
                            values.length * rows.column().dtype().bytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (double value : values) {
                switch (rows.column().dtype()) {
                    case UINT8 -> buffer.put((byte) value);
                    case FLOAT16 -> buffer.putShort((short) value);
                    case FLOAT32 -> buffer.putFloat((float) value);
                    case FLOAT64 -> buffer.putDouble(value);
                    case INT32 -> buffer.putInt((int) value);
                    case INT64 -> buffer.putLong((long) value);
                }
            }
            all.writeBytes(buffer.array());
        }
        return HexFormat.of().formatHex(all.toByteArray());
    }
}
