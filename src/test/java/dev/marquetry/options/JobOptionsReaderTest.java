package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.DerivedColumns.Label;
import dev.marquetry.options.DerivedColumns.LabelIndex;
import dev.marquetry.options.DerivedColumns.Split;
import dev.marquetry.options.PublishOptions.OtherRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobOptionsReaderTest {
    private static final String EVERYTHING = """
            input:
              path: s3a://bucket/manifest.csv
              format: csv
              path-column: file
              base: s3a://bucket/images
              rebase: true
              columns: [sku, day]
              length-column: bytes
              modified-column: stamp
              encoding: latin1
              schemes: [https]
            derive:
              label: parent
              label-index: true
              split: random
              valid-share: 0.25
              seed: 7
            image:
              mode: L
              orientation: apply
              max-pixels: 1000000
              max-scan-pixels: 2000000
              slow-seconds: 60
            resize:
              method: pad
              height: 224
              width: 448
              pad-mode: border
              pillow: 13
            tensor:
              dtype: float16
              mean: [0.5]
              std: [0.25]
              layout: CHW
            engine:
              device: gpu
              batch-size: 64
              resize: decoder
            model:
              path: [s3a://bucket/resnet.pt, hdfs:///models/scores]
              column: [features, scores]
              engine: PyTorch
              input: [HWC, CHW]
            output:
              path: s3a://bucket/out
              mode: update
              image: true
              encoding: npy
              compression: snappy
              partition-by: [split]
              file-size: 1g
              row-group-size: 4m
              path-column: file
              duplicates: keep
              max-loss: 0.25
            update:
              retry: all
              gone: remove
              batch: 500
            rejects:
              max-ratio: 0.01
              max-internal: 3
              on-excess: publish
            report:
              sample: 500
              duplicates: true
            run:
              takeover: true
              wait: 90s
            """;

    @Test
    void takesTheDefaultsForWhatIsNotGiven() {
        assertThat(JobOptionsFixture.resolve("input.path: in\noutput.path: out\n"))
                .isEqualTo(new JobOptions(
                        new ConversionOptions(
                                SourceOptions.of("in", InputFormat.IMAGES),
                                new ImageOptions(ColorMode.RGB, Orientation.IGNORE, 178_956_970, Resize.NONE),
                                TensorOptions.of(DType.UINT8),
                                new EngineOptions(DeviceChoice.AUTO, 32),
                                Models.NONE,
                                OutputOptions.to("out"),
                                PublishOptions.DEFAULT,
                                ReportOptions.DEFAULT),
                        Optional.empty()));
    }

    @Test
    void mapsEveryKey() {
        assertThat(JobOptionsFixture.resolve(EVERYTHING))
                .isEqualTo(new JobOptions(
                        new ConversionOptions(
                                SourceOptions.of("s3a://bucket/manifest.csv", InputFormat.CSV)
                                        .withPathColumn("file")
                                        .withBase("s3a://bucket/images")
                                        .withColumns(List.of("sku", "day"))
                                        .withLengthColumn("bytes")
                                        .withModifiedColumn("stamp")
                                        .withEncoding("ISO-8859-1")
                                        .withSchemes(List.of("https"))
                                        .withDerived(new DerivedColumns(
                                                Label.PARENT, LabelIndex.WRITTEN, Split.RANDOM, 0.25, 7)),
                                new ImageOptions(
                                        ColorMode.L,
                                        Orientation.APPLY,
                                        1_000_000,
                                        new Resize(ResizeMethod.PAD, 224, 448, PadMode.BORDER, PillowVersion.V13),
                                        2_000_000,
                                        60),
                                TensorOptions.of(DType.FLOAT16)
                                        .withNormalization(new Normalization(List.of(0.5f), List.of(0.25f)))
                                        .withLayout(Layout.CHW),
                                new EngineOptions(DeviceChoice.GPU, 64, ResizePlace.DECODER),
                                new Models(
                                        List.of(
                                                new ModelOptions(
                                                        "s3a://bucket/resnet.pt", "features", "PyTorch", Layout.HWC),
                                                new ModelOptions(
                                                        "hdfs:///models/scores", "scores", "PyTorch", Layout.CHW)),
                                        ImageColumn.WRITTEN),
                                OutputOptions.to("s3a://bucket/out")
                                        .withMode(OutputMode.UPDATE)
                                        .withUpdate(new UpdateOptions(
                                                UpdateOptions.Retry.ALL, UpdateOptions.Gone.REMOVE, 500))
                                        .withEncoding(TensorEncoding.NPY)
                                        .withCompression(OutputCompression.SNAPPY)
                                        .withPartitionBy(List.of("split"))
                                        .withFileSize(1L << 30)
                                        .withRowGroupSize(4L << 20)
                                        .withPathColumn("file"),
                                new PublishOptions(
                                        new Limits(0.01, 3, 0.25, ExcessPolicy.PUBLISH),
                                        DuplicatePolicy.KEEP,
                                        Takeover.ALWAYS,
                                        OtherRoot.MOVED),
                                new ReportOptions(new SampleSize(500), ReportOptions.Duplicates.COUNTED)),
                        Optional.of(Duration.ofSeconds(90))));
        // Not given above: what mean and std stand in place of, what is for no files, and what is for no job.
        assertThat(JobFile.parse(EVERYTHING, "job.yaml"))
                .extracting(GivenValue::key)
                .containsExactlyInAnyOrderElementsOf(KeyDistance.keys().stream()
                        .filter(key -> !List.of("tensor.normalize", "input.content-column", "image.cells")
                                .contains(key))
                        .toList());
    }

    @Test
    void takesASingleModelWithItsDefaults() {
        JobOptions options = JobOptionsFixture.resolve(
                JobOptionsFixture.MINIMAL, "tensor.dtype=float32", "model.path=a.pt", "output.image=false");
        assertThat(options.models())
                .isEqualTo(new Models(
                        List.of(new ModelOptions("a.pt", "embedding", "PyTorch", Layout.CHW)), ImageColumn.OMITTED));
        assertThat(options.conversion().models()).isEqualTo(options.models());
    }

    @Test
    void namesTheStatisticsOfImagenet() {
        JobOptions options = JobOptionsFixture.resolve(
                JobOptionsFixture.MINIMAL, "tensor.dtype=float32", "tensor.normalize=imagenet");
        assertThat(options.tensor().normalization()).contains(Normalization.IMAGENET);
    }

    @Test
    void putsSettingsOverTheFileOverTheDefault() {
        String file = JobOptionsFixture.MINIMAL + "engine.batch-size: 8\ntensor.layout: CHW\n";
        JobOptions options = JobOptionsFixture.resolve(file, "engine.batch-size=16");
        assertThat(options.engine().batchSize()).isEqualTo(16);
        assertThat(options.tensor().layout()).isEqualTo(Layout.CHW);
        assertThat(options.engine().device()).isEqualTo(DeviceChoice.AUTO);
    }

    @Test
    void letsTheLastSettingOfAKeyCount() {
        assertThat(JobOptionsFixture.resolve(JobOptionsFixture.MINIMAL, "engine.batch-size=16", "engine.batch-size=17")
                        .engine()
                        .batchSize())
                .isEqualTo(17);
    }

    @Test
    void returnsToTheDefaultWhereASettingIsNothing() {
        JobOptions options = JobOptionsFixture.resolve(
                EVERYTHING,
                "input.base=null",
                "input.columns=",
                "engine.batch-size=null",
                "tensor.mean=null",
                "tensor.std=null");
        assertThat(options.source().base()).isEmpty();
        assertThat(options.source().columns()).isEmpty();
        assertThat(options.engine().batchSize()).isEqualTo(32);
        assertThat(options.tensor().normalization()).isEmpty();
    }

    @Test
    void mendsAFaultOfTheFileByASetting() {
        assertThat(JobOptionsFixture.resolve(JobOptionsFixture.MINIMAL + "image.mode: CMYK\n", "image.mode=L")
                        .image()
                        .mode())
                .isEqualTo(ColorMode.L);
    }

    @Test
    void takesAnEmptyGroupForNothing() {
        assertThat(JobOptionsFixture.resolve(JobOptionsFixture.MINIMAL + "resize:\n")
                        .image()
                        .resize())
                .isEqualTo(Resize.NONE);
    }

    @Test
    void takesNamesThatLookLikeOtherTypes() {
        JobOptions options = JobOptionsFixture.resolve(
                "input: {path: 2024, format: csv, columns: [no, 007]}\noutput.path: out\n", "output.partition-by=007");
        assertThat(options.source().path()).isEqualTo("2024");
        assertThat(options.source().columns()).contains(List.of("no", "007"));
        assertThat(options.output().partitionBy()).containsExactly("007");
    }

    @Test
    void readsAJobFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), EVERYTHING);
        assertThat(JobOptionsReader.read(Optional.of(file), new JobSettings()).options())
                .isEqualTo(JobOptionsFixture.resolve(EVERYTHING));
    }

    @Test
    void givesEqualOptionsFromWhatTheyWereWrittenAs() {
        for (String job : List.of(
                JobOptionsFixture.MINIMAL,
                EVERYTHING,
                JobOptionsFixture.MINIMAL + "tensor: {dtype: float32, normalize: imagenet}\n",
                JobOptionsFixture.MINIMAL + "resize: {method: crop, height: 3, width: 4}\noutput.file-size: 1500000\n"
                        + "output.row-group-size: 1500001\n",
                "input: {path: in, format: text, base: /x}\noutput.path: out\n",
                "input: {path: in, format: csv, columns: []}\noutput.path: out\n",
                JobOptionsFixture.MINIMAL + "derive: {label: parent, split: grandparent}\n",
                JobOptionsFixture.MINIMAL + "derive: {split: random, valid-share: 0.1}\n")) {
            JobOptions options = JobOptionsFixture.resolve(job);
            List<String> settings = WrittenOptions.of(options).entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList();
            assertThat(JobOptionsFixture.resolve("", settings.toArray(String[]::new)))
                    .isEqualTo(options);
        }
    }
}
