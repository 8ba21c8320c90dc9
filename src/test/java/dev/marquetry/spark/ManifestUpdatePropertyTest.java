package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lines of a manifest and the files that they name change at random, between updates with the defaults: the dataset is
 * what an oracle says that knows of versions, of files that are missing, and of rows that stay when their images go.
 */
class ManifestUpdatePropertyTest {
    private static final int NAMES = 12;
    private static final int ROUNDS = 6;
    private static final int BROKEN = -1;
    private static final int MISSING = -2;

    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    /** What the dataset has of an image: the version that it was of, and its grey, or why it has none. */
    private record Row(int version, int grey) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theDatasetHasWhatTheOracleSays(int seed) throws IOException {
        Random random = new Random(seed);
        NightlyFolder night = new NightlyFolder(
                spark, folder.resolve("pictures"), folder.resolve("out").toString());
        Path manifest = folder.resolve("manifest.csv");
        night.reading(SourceOptions.of(manifest.toString(), InputFormat.CSV)
                .withBase(folder.resolve("pictures").toString())
                .withModifiedColumn("version"));
        Map<String, Integer> versions = new TreeMap<>();
        Map<String, Integer> files = new TreeMap<>();
        Map<String, Row> expected = new TreeMap<>();
        for (int name = 0; name < NAMES; name++) {
            files.put(name + ".png", MISSING);
        }
        // A dataset that would hold no array is not published.
        night.put("sound.png", 7);
        versions.put("sound.png", 0);
        for (int round = 0; round < ROUNDS; round++) {
            for (String name : files.keySet()) {
                switch (random.nextInt(6)) {
                    case 0 -> versions.remove(name);
                    case 1 -> versions.put(name, random.nextInt(3));
                    case 2 -> change(night, name, files, random.nextInt(200));
                    case 3 -> change(night, name, files, BROKEN);
                    default -> versions.putIfAbsent(name, 0);
                }
            }
            List<String> lines = new ArrayList<>(List.of("path,version"));
            versions.forEach((name, version) -> lines.add(name + "," + version));
            Files.write(manifest, lines);
            night.update();
            versions.forEach((name, version) -> {
                Row before = expected.get(name);
                boolean known = before != null && before.version() == version && before.grey() != MISSING;
                if (!known) {
                    expected.put(name, new Row(version, files.getOrDefault(name, 7)));
                }
            });
            assertThat(rows(night)).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
        assertThat(night.findings()).isEmpty();
    }

    private static void change(NightlyFolder night, String name, Map<String, Integer> files, int grey)
            throws IOException {
        files.put(name, grey);
        if (grey == BROKEN) {
            night.breakFile(name);
        } else {
            night.put(name, grey);
        }
    }

    private Map<String, Row> rows(NightlyFolder night) {
        String image = "SELECT path, CAST(version AS INT) AS version, CAST(%s AS INT) AS grey FROM parquet.`%s/%s`";
        String grey = "CASE error WHEN 'NOT_FOUND' THEN " + MISSING + " ELSE " + BROKEN + " END";
        List<org.apache.spark.sql.Row> all = new ArrayList<>();
        all.addAll(spark.sql(String.format(image, "image[0]", night.output(), "data"))
                .collectAsList());
        all.addAll(
                spark.sql(String.format(image, grey, night.output(), "rejects")).collectAsList());
        // A path that is there twice fails here.
        return all.stream()
                .collect(Collectors.toMap(
                        row -> row.getString(0),
                        row -> new Row(row.getInt(1), row.getInt(2)),
                        (one, other) -> {
                            throw new IllegalStateException("a path is there twice");
                        },
                        TreeMap::new));
    }
}
