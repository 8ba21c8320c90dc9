package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    private static final List<CompressionCodecName> CODECS =
            List.of(CompressionCodecName.ZSTD, CompressionCodecName.SNAPPY, CompressionCodecName.UNCOMPRESSED);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void returnsEveryValueOfRandomTensors(long seed) throws IOException, SQLException {
        Random random = new Random(seed);
        try (DuckDbReading duckDb = new DuckDbReading()) {
            for (int draw = 0; draw < 12; draw++) {
                TensorColumn column = randomColumn(random);
                int count = random.nextInt(40);
                TensorRows rows = column.shape().isPresent()
                        ? TensorRows.random(column, count, random.nextLong())
                        : TensorRows.varying(column, count, random.nextLong());
                FloatEncoding floats = pick(random, List.of(FloatEncoding.values()));
                SinkOptions options = FileWriting.lists(1 + random.nextInt(20_000), floats);
                CompressionCodecName codec = pick(random, CODECS);
                Path file = folder.resolve("draw" + draw + ".parquet");
                Configuration configuration = FileWriting.configuration();
                int level = 1 + random.nextInt(5);
                configuration.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, level);
                FileWriting.write(file, rows, codec, options, configuration);
                Map<String, double[]> found = duckDb.images(file);
                String label = column + ", " + count + " rows, " + codec + " " + level + ", " + options;
                assertThat(found).as(label).hasSize(count);
                for (int row = 0; row < count; row++) {
                    assertThat(found.get(TensorRows.path(row))).as(label).containsExactly(rows.numericValues(row));
                }
            }
        }
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static TensorColumn randomColumn(Random random) {
        DType type = pick(random, List.of(DType.values()));
        TensorColumn column;
        int channels = 1 + random.nextInt(5);
        boolean first = random.nextBoolean();
        if (random.nextInt(4) == 0) {
            channels = 3;
            List<String> names = first ? List.of("C", "H", "W") : List.of("H", "W", "C");
            column = TensorColumn.varying(type, names, List.of());
        } else {
            List<String> names = new ArrayList<>(List.of("H", "W"));
            List<Integer> shape = new ArrayList<>(List.of(1 + random.nextInt(20), 1 + random.nextInt(20)));
            names.add(first ? 0 : 2, "C");
            shape.add(first ? 0 : 2, channels);
            column = TensorColumn.ofShape(type, names, shape);
        }
        return switch (random.nextInt(3)) {
            case 0 -> column;
            case 1 -> column.withLookupTable(TensorRows.randomTable(type, 1, random.nextLong()));
            default -> column.withLookupTable(TensorRows.randomTable(type, channels, random.nextLong()));
        };
    }
}
