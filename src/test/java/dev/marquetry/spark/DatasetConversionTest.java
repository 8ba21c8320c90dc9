package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.image.DecodedImage;
import dev.marquetry.image.ImageDecoder;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ExcessPolicy;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Limits;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.rows.RejectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetConversionTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();
    private static final Resize CROP = new Resize(ResizeMethod.CROP, 24, 32, PadMode.REFLECTION);

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private String output;

    @BeforeEach
    void name() {
        output = folder.resolve("out").toString();
    }

    @Test
    void endsEveryRowOnceInTheDataOrInTheRejects() throws IOException {
        Files.createDirectory(folder.resolve("folder.jpg"));
        String manifest = manifest(
                GOLDEN + "/jpeg/wide-61.jpg,a,1",
                "missing.jpg,b,2",
                ",c,3",
                "folder.jpg,d,4",
                GOLDEN + "/rejected/cut-short.jpg,e,5",
                GOLDEN + "/rejected/text.jpg,f,6",
                GOLDEN + "/png/rgba.png,g,7",
                GOLDEN + "/rejected/empty.jpg,h,8",
                GOLDEN + "/jpeg/wide-61.jpg,again,9");
        ConversionResult result = run(options(csv(manifest), OutputMode.ERROR, floats()));
        assertThat(result.inputRows()).isEqualTo(9);
        assertThat(result.converted()).isEqualTo(3);
        assertThat(result.rejected())
                .containsOnlyKeys(
                        new RejectKind(Stage.DECODE, RejectCode.EMPTY),
                        new RejectKind(Stage.DECODE, RejectCode.NOT_AN_IMAGE),
                        new RejectKind(Stage.DECODE, RejectCode.TRUNCATED),
                        new RejectKind(Stage.FETCH, RejectCode.BLANK_PATH),
                        new RejectKind(Stage.FETCH, RejectCode.IS_DIRECTORY),
                        new RejectKind(Stage.FETCH, RejectCode.NOT_FOUND));
        assertThat(data().select("path", "label", "number", "height", "width", "channels", "source_width")
                        .collectAsList())
                .extracting(Row::mkString)
                .containsExactlyInAnyOrder(
                        GOLDEN + "/jpeg/wide-61.jpga12432361",
                        GOLDEN + "/png/rgba.pngg72432329",
                        GOLDEN + "/jpeg/wide-61.jpgagain92432361");
        List<Row> rejects = spark.read().parquet(output + "/rejects").collectAsList();
        assertThat(rejects).hasSize(6).allSatisfy(row -> {
            assertThat(row.<String>getAs("message")).isNotBlank();
            assertThat(row.<String>getAs("number")).isNotBlank();
        });
        assertThat(rejects)
                .filteredOn(row -> "TRUNCATED".equals(row.getAs("error")))
                .singleElement()
                .satisfies(row -> assertThat(row.<Long>getAs("source_length"))
                        .isEqualTo(GOLDEN.resolve("rejected/cut-short.jpg")
                                .toFile()
                                .length()));
    }

    @Test
    void writesTheValuesThatTheStagesGive() throws Exception {
        run(options(csv(manifest(GOLDEN + "/jpeg/wide-61.jpg,a,1")), OutputMode.ERROR, floats()));
        byte[] file = Files.readAllBytes(GOLDEN.resolve("jpeg/wide-61.jpg"));
        byte[] samples;
        try (ImageDecoder decoder = new ImageDecoder(image(CROP))) {
            DecodedImage decoded = decoder.decode(file, file.length);
            samples = decoded.pixels().data();
        }
        List<Float> expected = new ArrayList<>();
        for (int index = 0; index < samples.length; index++) {
            float mean = Normalization.IMAGENET.mean().get(index % 3);
            float std = Normalization.IMAGENET.std().get(index % 3);
            expected.add(((samples[index] & 0xff) / 255f - mean) / std);
        }
        assertThat(data().select("image").first().<Float>getList(0)).isEqualTo(expected);
    }

    @Test
    void writesTheFolderOfTheDesign() throws IOException {
        run(options(images(GOLDEN.toString()), OutputMode.ERROR, samples()));
        assertThat(names(Path.of(output)))
                .containsExactlyInAnyOrder("data", "rejects", "report", "README.md", "_SUCCESS", "_commits");
        assertThat(names(Path.of(output, "data"))).allMatch(name -> name.endsWith(".parquet"));
        assertThat(Path.of(output, "report/run.json")).content().contains("\"fingerprint\"", "\"rows\"");
        assertThat(Path.of(output, "README.md")).content().startsWith("---\nconfigs:");
    }

    @Test
    void keepsTheOrderOfTheManifest() throws IOException {
        String[] rows = new String[200];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = GOLDEN + (index % 3 == 0 ? "/png/rgba.png" : "/webp/lossless-odd.webp") + ",x," + index;
        }
        run(options(csv(manifest(rows)), OutputMode.ERROR, samples()));
        List<Integer> numbers = new ArrayList<>();
        List<String> files = names(Path.of(output, "data")).stream().sorted().toList();
        for (String file : files) {
            spark.read()
                    .parquet(output + "/data/" + file)
                    .select("number")
                    .collectAsList()
                    .forEach(row -> numbers.add(Integer.valueOf(row.getString(0))));
        }
        assertThat(numbers).hasSize(200).isSorted();
    }

    @Test
    void partitionsByCarriedColumnsWithHivesStandInForNothing() throws IOException {
        String manifest = manifest(
                GOLDEN + "/png/rgba.png,cat,1",
                GOLDEN + "/png/rgb.png,,2",
                GOLDEN + "/png/rgba.png,dog,3",
                GOLDEN + "/png/rgb.png,cat,4");
        OutputOptions partitioned =
                OutputOptions.to(output).withPartitionBy(List.of("label")).withFileSize(1 << 20);
        run(new ConversionOptions(csv(manifest), image(CROP), samples(), engine(DeviceChoice.CPU), partitioned));
        assertThat(names(Path.of(output, "data")))
                .containsExactlyInAnyOrder("label=cat", "label=dog", "label=__HIVE_DEFAULT_PARTITION__");
        assertThat(data().filter("label = 'cat'").count()).isEqualTo(2);
        assertThat(data().filter("label is null").count()).isEqualTo(1);
    }

    @Test
    void writesAnEmptyDatasetWithItsSchemaWhereEverythingIsRejected() throws IOException {
        PublishOptions publish = PublishOptions.DEFAULT.withLimits(Limits.DEFAULT.withOnExcess(ExcessPolicy.PUBLISH));
        ConversionResult result =
                run(options(csv(manifest("missing.jpg,a,1", "too.jpg,b,2")), OutputMode.ERROR, floats())
                        .withPublish(publish));
        assertThat(result.rejectedRows()).isEqualTo(2);
        assertThat(data().count()).isZero();
        assertThat(String.join(" ", data().columns()))
                .isEqualTo("path label number image height width channels source_height source_width source_length"
                        + " source_modified source_hash");
    }

    @Test
    void hasRejectsWithTheirSchemaWhereNothingIsRejected() throws IOException {
        run(options(csv(manifest(GOLDEN + "/png/rgb.png,a,1")), OutputMode.ERROR, samples()));
        assertThat(String.join(" ", spark.read().parquet(output + "/rejects").columns()))
                .isEqualTo("path label number source_length source_modified source_hash stage error message");
        assertThat(spark.read().parquet(output + "/rejects").count()).isZero();
    }

    @Test
    void leavesTheOldDatasetWhereARunFails() throws IOException {
        SourceOptions one = csv(manifest(GOLDEN + "/png/rgb.png,a,1"));
        run(options(one, OutputMode.ERROR, samples()));
        List<String> before = names(Path.of(output, "data"));
        ConversionOptions onAGpu = new ConversionOptions(
                one,
                image(CROP),
                floats(),
                engine(DeviceChoice.GPU),
                options(one, OutputMode.OVERWRITE, floats()).output());
        assertThatThrownBy(() -> run(onAGpu))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("PyTorch sees no GPU here");
        assertThat(names(Path.of(output, "data"))).isEqualTo(before);
        assertThat(names(Path.of(output))).contains("_SUCCESS").doesNotContain("_staging");
    }

    @Test
    void countsARowOnceThoughItsTaskIsTriedAgain() throws IOException {
        spark.sparkContext().hadoopConfiguration().set("fs.flaky.impl", FlakyFileSystem.class.getName());
        List<String> rows = new ArrayList<>();
        for (int index = 0; index < 60; index++) {
            rows.add("flaky:" + GOLDEN + (index % 2 == 0 ? "/png/rgb.png" : "/rejected/cut-short.png") + ",a," + index);
        }
        Path bomb = folder.resolve("bomb.png");
        Files.copy(GOLDEN.resolve("png/rgb.png"), bomb);
        rows.add("flaky:" + bomb + ",bomb,60");
        ConversionResult result = run(options(csv(manifest(rows.toArray(String[]::new))), OutputMode.ERROR, samples()));
        assertThat(FlakyFileSystem.exploded("flaky:" + bomb)).isTrue();
        assertThat(result.converted()).isEqualTo(31);
        assertThat(result.rejectedRows()).isEqualTo(30);
        assertThat(data().count()).isEqualTo(31);
        assertThat(spark.read().parquet(output + "/rejects").count()).isEqualTo(30);
        assertThat(data().select("number")
                        .union(spark.read().parquet(output + "/rejects").select("number"))
                        .distinct()
                        .count())
                .isEqualTo(61);
    }

    @Test
    void refusesAFolderWithoutImages() {
        assertThatThrownBy(() -> run(options(images(folder.toString()), OutputMode.ERROR, samples())))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input.path holds no images");
        assertThat(Path.of(output)).doesNotExist();
    }

    @Test
    void takesAnEmptyManifest() throws IOException {
        ConversionResult result = run(options(csv(manifest()), OutputMode.ERROR, samples()));
        assertThat(result.inputRows()).isZero();
        assertThat(data().count()).isZero();
    }

    @Test
    void refusesCarriedColumnsWithTheNamesOfOthers() throws IOException {
        Path csv = folder.resolve("clash.csv");
        Files.writeString(csv, "path,Image\na.jpg,1\n");
        assertThatThrownBy(() -> run(options(csv(csv.toString()), OutputMode.ERROR, samples())))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the column Image cannot be carried through");
    }

    @Test
    void tellsOfProgressWhileItRuns() throws IOException {
        String[] rows = new String[120];
        Arrays.fill(rows, GOLDEN + "/jpeg/photo.jpg,a,1");
        long[] last = new long[2];
        try (DatasetConversion conversion =
                DatasetConversion.open(spark, options(csv(manifest(rows)), OutputMode.ERROR, samples()))) {
            conversion.run((done, rejected) -> {
                last[0] = done;
                last[1] = rejected;
            });
        }
        assertThat(last).containsExactly(120, 0);
    }

    private ConversionResult run(ConversionOptions options) throws IOException {
        try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
            return conversion.run((done, rejected) -> {});
        }
    }

    private Dataset<Row> data() {
        return spark.read().parquet(output + "/data");
    }

    private String manifest(String... rows) throws IOException {
        Path file = folder.resolve("manifest.csv");
        Files.writeString(file, "path,label,number\n" + String.join("\n", rows) + "\n");
        return file.toString();
    }

    private static SourceOptions csv(String manifest) {
        return SourceOptions.of(manifest, InputFormat.CSV);
    }

    private static SourceOptions images(String path) {
        return SourceOptions.of(path, InputFormat.IMAGES);
    }

    private ConversionOptions options(SourceOptions source, OutputMode mode, TensorOptions tensor) {
        OutputOptions out = OutputOptions.to(output).withMode(mode).withFileSize(1 << 20);
        return new ConversionOptions(source, image(CROP), tensor, engine(DeviceChoice.CPU), out);
    }

    private static ImageOptions image(Resize resize) {
        return new ImageOptions(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, resize);
    }

    private static TensorOptions samples() {
        return TensorOptions.of(DType.UINT8);
    }

    private static TensorOptions floats() {
        return TensorOptions.of(DType.FLOAT32).withNormalization(Normalization.IMAGENET);
    }

    private static EngineOptions engine(DeviceChoice device) {
        return new EngineOptions(device, 8);
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
