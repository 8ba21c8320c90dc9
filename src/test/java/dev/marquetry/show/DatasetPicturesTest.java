package dev.marquetry.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.UserException;
import dev.marquetry.report.ShownPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetPicturesTest {
    private static final int COUNT = 12;
    private static final int SIDE = 9;

    /** Resizes no picture of equal sizes, and says that all have one shape. */
    private static final Map<String, Object> ONE_SHAPE =
            Map.of("resize.method", "squish", "resize.height", SIDE, "resize.width", SIDE);

    @TempDir
    private static Path folder;

    private static Path equal;
    private static Path varying;

    private final Configuration configuration = new Configuration();

    @BeforeAll
    static void draw() throws IOException {
        equal = folder.resolve("equal");
        varying = folder.resolve("varying");
        NoiseDataset.draw(equal, COUNT, SIDE, 1);
        NoiseDataset.draw(varying, COUNT, SIDE, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "uint8,   none,     HWC, list,   zstd,   true",
        "uint8,   none,     CHW, npy,    snappy, true",
        "float16, imagenet, HWC, list,   zstd,   true",
        "float16, none,     CHW, list,   uncompressed, false",
        "float32, imagenet, CHW, list,   zstd,   true",
        "float32, imagenet, CHW, binary, zstd,   false",
        "float32, none,     HWC, list,   zstd,   true",
        "uint8,   none,     CHW, list,   zstd,   false",
        "float16, imagenet, HWC, npy,    zstd,   false"
    })
    void givesThePixelsThatTheArraysWereMadeOf(
            String dtype, String normalize, String layout, String encoding, String compression, boolean oneShape)
            throws IOException {
        Map<String, Object> options = new HashMap<>(oneShape ? ONE_SHAPE : Map.of());
        options.put("tensor.dtype", dtype);
        options.put("tensor.normalize", normalize);
        options.put("tensor.layout", layout);
        options.put("output.encoding", encoding);
        options.put("output.compression", compression);
        Path pictures = oneShape ? equal : varying;
        List<ShownPicture> shown = convert(pictures, options).sample(100, 0);
        assertThat(shown).hasSize(COUNT);
        for (ShownPicture picture : shown) {
            int number = Integer.parseInt(picture.path().substring(0, 3));
            assertThat(picture.height()).isEqualTo(SIDE);
            assertThat(picture.width()).isEqualTo(oneShape ? SIDE : SIDE + number % 3);
            assertThat(picture.samples()).isEqualTo(NoiseDataset.samples(pictures.resolve(picture.path())));
            assertThat(picture.columns())
                    .containsExactly(
                            Map.entry("label", NoiseDataset.labels().get(number % 2)),
                            Map.entry("number", Integer.toString(number)));
        }
    }

    @Test
    void showsGreyPicturesOfArraysAsSparkReadsThem() throws IOException {
        Map<String, Object> grey = new HashMap<>(ONE_SHAPE);
        grey.put("image.mode", "L");
        convert(equal, grey);
        Map<String, List<Object>> expected =
                SparkSessions.shared().read().parquet(output() + "/data").collectAsList().stream()
                        .collect(
                                Collectors.toMap(row -> row.getString(0), row -> row.getList(row.fieldIndex("image"))));
        grey.put("tensor.dtype", "float32");
        grey.put("tensor.mean", List.of(0.3));
        grey.put("tensor.std", List.of(0.1));
        for (ShownPicture picture : convert(equal, grey).sample(100, 0)) {
            assertThat(picture.channels()).isOne();
            List<Object> samples = expected.get(picture.path());
            for (int at = 0; at < samples.size(); at++) {
                assertThat(Byte.toUnsignedInt(picture.samples()[at])).isEqualTo(((Number) samples.get(at)).intValue());
            }
        }
    }

    @Test
    void takesValuesOfPartitionsFromTheNamesOfFiles() throws IOException {
        Map<String, Object> options = new HashMap<>(ONE_SHAPE);
        options.put("output.partition-by", "label");
        List<ShownPicture> shown = convert(equal, options).sample(7, 3);
        assertThat(shown).hasSize(7).allSatisfy(picture -> {
            int number = Integer.parseInt(picture.path().substring(0, 3));
            assertThat(picture.columns())
                    .containsEntry("label", NoiseDataset.labels().get(number % 2))
                    .containsEntry("number", Integer.toString(number));
        });
    }

    @Test
    void drawsTheSameRowsFromTheSameSeed() throws IOException {
        DatasetPictures pictures = convert(equal, ONE_SHAPE);
        List<String> once = paths(pictures.sample(5, 1));
        assertThat(once).doesNotHaveDuplicates().hasSize(5);
        assertThat(paths(pictures.sample(5, 1))).isEqualTo(once);
        assertThat(paths(pictures.sample(5, 2))).isNotEqualTo(once);
        assertThat(paths(pictures.sample(100, 2))).hasSize(COUNT);
        assertThat(pictures.sample(0, 1)).isEmpty();
    }

    @Test
    void readsFilesWhereTheyAreBeforeTheyArePublished() throws IOException {
        convert(equal, ONE_SHAPE);
        DatasetFolder dataset = new DatasetFolder(output(), configuration);
        CommitRecord commit = dataset.newest().orElseThrow();
        List<LocatedFile> staged = LocatedFile.in(
                new org.apache.hadoop.fs.Path(folder.resolve("staged").toString()),
                commit.data().files());
        Path data = Path.of(output(), "data");
        Path stagedData = folder.resolve("staged");
        Files.move(data, stagedData);
        List<ShownPicture> shown = DatasetPictures.of(staged, Optional.of("image"), List.of(), configuration)
                .at(List.of(new RowPlace(0, 1), new RowPlace(0, 0)));
        assertThat(shown).hasSize(2);
        Files.move(stagedData, data);
    }

    @Test
    void readsFewBytesOfFewRows() throws IOException {
        Path many = folder.resolve("many");
        NoiseDataset.draw(many, 150, 64, 1);
        DatasetPictures pictures = convert(many, Map.of("output.compression", "uncompressed"));
        long size = new DatasetFolder(output(), configuration)
                .newest()
                .orElseThrow()
                .data()
                .totalBytes();
        long before = bytesRead();
        assertThat(pictures.sample(3, 0)).hasSize(3);
        long page = 64 * 64 * 3;
        assertThat(bytesRead() - before).isBetween(3 * page, size / 5);
    }

    @Test
    void saysOfADatasetOfAModelsArraysThatItHasNoPictures() throws IOException {
        Map<String, Object> options = new HashMap<>(ONE_SHAPE);
        options.put("tensor.dtype", "float32");
        options.put(
                "model.path", Path.of("src/test/resources/models/identify.pt").toAbsolutePath());
        DatasetPictures both = convert(equal, options);
        assertThat(both.column()).contains("image");
        assertThat(both.sample(2, 0)).hasSize(2);
        options.put("output.image", false);
        DatasetPictures none = convert(equal, options);
        assertThat(none.column()).isEmpty();
        assertThat(none.columns()).matches("embedding \\(float32 3, of a model\\)");
        assertThat(none.sample(2, 0)).isEmpty();
        for (String column : List.of("embedding", "picture")) {
            DatasetFolder dataset = new DatasetFolder(output(), configuration);
            List<LocatedFile> files = LocatedFile.in(
                    dataset.data(), dataset.newest().orElseThrow().data().files());
            assertThatThrownBy(() -> DatasetPictures.of(files, Optional.of(column), List.of(), configuration))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(column)
                    .hasMessageContaining("the tensor columns are embedding (float32 3, of a model)");
        }
    }

    @Test
    void givesNoPicturesOfNoRows() throws IOException {
        DatasetPictures pictures = DatasetPictures.of(List.of(), Optional.empty(), List.of(), configuration);
        assertThat(pictures.column()).isEmpty();
        assertThat(pictures.sample(3, 0)).isEmpty();
    }

    private DatasetPictures convert(Path pictures, Map<String, Object> options) throws IOException {
        Map<String, Object> all = new HashMap<>(options);
        all.put("output.mode", "overwrite");
        NoiseDataset.convert(pictures, Path.of(output()), all);
        return NoiseDataset.open(output(), configuration);
    }

    private static String output() {
        return folder.resolve("out").toString();
    }

    private static List<String> paths(List<ShownPicture> pictures) {
        return pictures.stream().map(ShownPicture::path).toList();
    }

    private static long bytesRead() {
        return FileSystem.getGlobalStorageStatistics().get("file").getLong("bytesRead");
    }
}
