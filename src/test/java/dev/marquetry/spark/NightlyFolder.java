package dev.marquetry.spark;

import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Limits;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.options.UpdateOptions;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.publish.DatasetVerification;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A folder of small pictures that change between runs, and the dataset that is made of it. */
public final class NightlyFolder {
    private static final int SIDE = 4;

    private final SparkSession spark;
    private final Path pictures;
    private final String output;
    private UpdateOptions update = UpdateOptions.DEFAULT;
    private Limits limits = Limits.DEFAULT.withMaxLoss(1);
    private Optional<SourceOptions> source = Optional.empty();
    private UnaryOperator<OutputOptions> form = UnaryOperator.identity();
    private TensorOptions tensor = TensorOptions.of(DType.UINT8);
    private Takeover takeover = Takeover.OF_THE_DEAD;
    private Instant time = Instant.parse("2020-01-01T00:00:00Z");

    /**
     * @param folder an empty folder for the pictures
     * @param output where the dataset goes
     */
    public NightlyFolder(SparkSession spark, Path folder, String output) throws IOException {
        this.spark = spark;
        this.pictures = Files.createDirectories(folder);
        this.output = output;
    }

    /** Sets how the next runs update. */
    public NightlyFolder updating(UpdateOptions options) {
        update = options;
        return this;
    }

    /** Sets the limits of the next runs. */
    public NightlyFolder within(Limits other) {
        limits = other;
        return this;
    }

    /** Sets what the next runs do about a folder that is held. */
    public NightlyFolder takingOver(Takeover policy) {
        takeover = policy;
        return this;
    }

    /** Sets what the next runs read in place of the folder. */
    public NightlyFolder reading(SourceOptions other) {
        source = Optional.of(other);
        return this;
    }

    /** Sets what the files of the next runs are like. */
    public NightlyFolder writing(UnaryOperator<OutputOptions> change) {
        form = change;
        return this;
    }

    /** Sets what the next runs make of pixels. */
    public NightlyFolder making(TensorOptions other) {
        tensor = other;
        return this;
    }

    /** Writes a picture of one grey; each call has a time of its own, an hour after the last one. */
    public void put(String name, int grey) throws IOException {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            picture.getRaster().setSample(pixel % SIDE, pixel / SIDE, 0, grey);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        put(name, bytes.toByteArray());
    }

    /** Writes what is no picture. */
    public void breakFile(String name) throws IOException {
        put(name, "no picture".getBytes(StandardCharsets.US_ASCII));
    }

    private void put(String name, byte[] bytes) throws IOException {
        Path file = pictures.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        touch(name);
    }

    /** Gives a file another time and leaves its bytes. */
    public void touch(String name) throws IOException {
        time = time.plusSeconds(3600);
        Files.setLastModifiedTime(pictures.resolve(name), FileTime.from(time));
    }

    public void delete(String name) throws IOException {
        Files.delete(pictures.resolve(name));
    }

    public void rename(String from, String to) throws IOException {
        Files.move(pictures.resolve(from), pictures.resolve(to));
    }

    Path file(String name) {
        return pictures.resolve(name);
    }

    /** Returns the options of a run. */
    public ConversionOptions options(OutputMode mode, String to) {
        return new ConversionOptions(
                        source.orElseGet(() -> SourceOptions.of(pictures.toString(), InputFormat.IMAGES)),
                        new ImageOptions(
                                ColorMode.RGB,
                                Orientation.IGNORE,
                                ImageOptions.DEFAULT_MAX_PIXELS,
                                new Resize(ResizeMethod.SQUISH, SIDE, SIDE, PadMode.REFLECTION)),
                        tensor,
                        new EngineOptions(DeviceChoice.CPU, 8),
                        form.apply(OutputOptions.to(to)
                                .withMode(mode)
                                .withUpdate(update)
                                .withFileSize(1 << 20)))
                .withPublish(PublishOptions.DEFAULT.withLimits(limits).withTakeover(takeover));
    }

    /** Updates the dataset. */
    public ConversionResult update() throws IOException {
        return run(options(OutputMode.UPDATE, output));
    }

    /** Runs a conversion. */
    public ConversionResult run(ConversionOptions options) throws IOException {
        try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
            return conversion.run((done, rejected) -> {});
        }
    }

    /** Returns all rows of the dataset, data and rejects, as sorted texts. */
    public List<String> rows() {
        return rows(output);
    }

    /** Returns all rows that a new dataset would have. */
    public List<String> freshRows() throws IOException {
        String fresh = pictures.resolveSibling("fresh-" + System.nanoTime()).toString();
        run(options(OutputMode.OVERWRITE, fresh));
        return rows(fresh);
    }

    private List<String> rows(String dataset) {
        List<String> rows = new ArrayList<>();
        for (String folder : List.of("data", "rejects")) {
            Dataset<Row> read = spark.read().parquet(dataset + "/" + folder);
            Column[] columns =
                    Arrays.stream(read.columns()).sorted().map(read::col).toArray(Column[]::new);
            read.select(functions.to_json(functions.struct(columns)))
                    .collectAsList()
                    .forEach(row -> rows.add(folder + row.getString(0)));
        }
        rows.sort(null);
        return rows;
    }

    /** Returns what is wrong with the dataset. */
    public List<String> findings() throws IOException {
        return DatasetVerification.verify(spark, output).findings();
    }

    String output() {
        return output;
    }
}
