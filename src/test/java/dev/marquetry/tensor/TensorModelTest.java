package dev.marquetry.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.Layout;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.TensorOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TensorModelTest {
    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final TensorOptions FLOATS =
            TensorOptions.of(DType.FLOAT32).withNormalization(Normalization.IMAGENET);
    private static final TensorOptions SCALED = TensorOptions.of(DType.FLOAT32);

    @TempDir
    Path folder;

    private TensorEngine engine;
    private TensorConverter converter;

    @BeforeEach
    void open() throws EngineUnavailableException {
        engine = TensorEngine.open(DeviceChoice.CPU, Optional.empty());
        converter = new TensorConverter(FLOATS, engine);
    }

    @AfterEach
    void close() {
        converter.close();
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void givesTheModelTheConvertedValuesToTheBit(Layout layout) throws Exception {
        List<Pixels> images = images(3, 5, 7);
        ModelOutput output = run("identity", images, layout);
        assertThat(output.dtype()).isEqualTo("float32");
        assertThat(output.shape()).isEqualTo(layout == Layout.CHW ? List.of(3, 5, 7) : List.of(5, 7, 3));
        for (int index = 0; index < images.size(); index++) {
            assertThat(floats(output.cells().get(index))).containsExactly(values(images.get(index), layout));
        }
    }

    @Test
    void givesTheModelHalfFloatsWhereTheTensorHasThem() throws Exception {
        List<Pixels> images = images(2, 3, 4);
        TensorOptions halves = TensorOptions.of(DType.FLOAT16)
                .withNormalization(Normalization.IMAGENET)
                .withLayout(Layout.CHW);
        try (TensorModel model = model("identity");
                TensorConverter half = new TensorConverter(halves, engine);
                ModelBatch batch = half.batch(images)) {
            ModelOutput output = model.run(batch, Layout.CHW);
            assertThat(output.dtype()).isEqualTo("float16");
            assertThat(output.cells()).usingRecursiveComparison().isEqualTo(half.convert(images));
        }
    }

    @Test
    void meansOfChannels() throws Exception {
        List<Pixels> images = images(4, 6, 5);
        for (ModelOutput output : List.of(run("means", images, Layout.CHW), run("channels-last", images, Layout.HWC))) {
            assertThat(output.shape()).containsExactly(3);
            for (int index = 0; index < images.size(); index++) {
                float[] values = values(images.get(index), Layout.CHW);
                float[] means = floats(output.cells().get(index));
                for (int channel = 0; channel < 3; channel++) {
                    double sum = 0;
                    for (int element = 0; element < 30; element++) {
                        sum += values[channel * 30 + element];
                    }
                    assertThat((double) means[channel]).isCloseTo(sum / 30, within(1e-5));
                }
            }
        }
    }

    @Test
    void convolvesAsTheRuleSays() throws Exception {
        List<Pixels> images = images(2, 9, 8);
        ModelOutput output = run("convolution", images, Layout.CHW);
        assertThat(output.shape()).containsExactly(2, 4, 3);
        for (int index = 0; index < images.size(); index++) {
            double[] expected = convolved(values(images.get(index), Layout.CHW), 9, 8);
            float[] found = floats(output.cells().get(index));
            assertThat(found).hasSize(expected.length);
            for (int element = 0; element < expected.length; element++) {
                assertThat((double) found[element]).isCloseTo(expected[element], within(1e-4));
            }
        }
    }

    /** PyTorch's convolutions add up in another order for another size of the batch. */
    @Test
    void givesTheSameForAnImageInEveryBatch() throws Exception {
        List<Pixels> images = images(7, 4, 4);
        ModelOutput convolved = run("convolution", images, Layout.CHW);
        ModelOutput largest = run("identify", images, Layout.CHW);
        for (int index = 0; index < images.size(); index++) {
            List<Pixels> alone = images.subList(index, index + 1);
            assertThat(run("identify", alone, Layout.CHW).cells().get(0))
                    .isEqualTo(largest.cells().get(index));
            assertThat(floats(run("convolution", alone, Layout.CHW).cells().get(0)))
                    .containsExactly(floats(convolved.cells().get(index)), Offset.offset(1e-5f));
        }
    }

    @Test
    void evaluatesWithoutGradients() throws Exception {
        ModelOutput output = run("mode", images(2, 3, 3), Layout.CHW);
        assertThat(output.cells()).allSatisfy(cell -> assertThat(floats(cell)).containsExactly(0, 0));
    }

    @Test
    void handsTheBatchOverInOnePiece() throws Exception {
        assertThat(run("flat", images(2, 4, 5), Layout.CHW).shape()).containsExactly(60);
        assertThat(run("flat", images(2, 4, 5), Layout.HWC).shape()).containsExactly(60);
    }

    @Test
    void givesEveryModelValuesOfItsOwn() throws Exception {
        List<Pixels> images = images(2, 4, 4);
        try (TensorModel overwriting = model("overwriting");
                TensorModel identity = model("identity");
                ModelBatch batch = converter.batch(images)) {
            overwriting.run(batch, Layout.CHW);
            overwriting.run(batch, Layout.HWC);
            byte[] first = identity.run(batch, Layout.CHW).cells().get(0);
            assertThat(floats(first)).containsExactly(values(images.get(0), Layout.CHW));
        }
    }

    @ParameterizedTest
    @CsvSource({"uint8, 1", "int32, 4", "int64, 8", "float16, 2", "float32, 4", "float64, 8"})
    void keepsTheTypeOfTheOutput(String dtype, int bytes) throws Exception {
        String name = dtype.equals("float32") ? "identify" : dtype;
        try (TensorModel model = model(name);
                TensorConverter scaled = new TensorConverter(SCALED, engine);
                ModelBatch batch = scaled.batch(List.of(plain(2, 2, 200, 100, 7)))) {
            ModelOutput output = model.run(batch, Layout.CHW);
            assertThat(output.dtype()).isEqualTo(dtype);
            assertThat(output.shape()).containsExactly(3);
            assertThat(output.cells().get(0)).hasSize(3 * bytes);
            if (dtype.equals("int64")) {
                long[] values = new long[3];
                ByteBuffer.wrap(output.cells().get(0))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .get(values);
                assertThat(values).containsExactly(200, 100, 7);
            }
        }
    }

    @Test
    void takesANumberPerImageForAnArrayOfOne() throws Exception {
        assertThat(run("scalar", images(3, 2, 2), Layout.CHW).shape()).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    channels-first | the first size must be that of the batch, and for a batch of 2 it gives an array\
                     of shape [3, 2]
                    of-the-batch   | for a batch of 2 it gives an array of shape [3, 4, 4]
                    pair           | one array is needed, and it gives 2
                    nothing        | for a batch of 2 it gives one of shape [2, 0]
                    words          | and it gives string
                    boolean        | and it gives boolean
                    """)
    void refusesWhatIsNotOneArrayOfNumbersPerImage(String name, String message) {
        assertThatThrownBy(() -> run(name, images(2, 4, 4), Layout.CHW))
                .hasMessageContaining(message)
                .extracting(failure -> ((RejectException) failure).code())
                .isEqualTo(RejectCode.OUTPUT);
    }

    @Test
    void tellsInTheEnginesWordsWhyABatchIsRefused() {
        assertThatThrownBy(() -> run("only-eight", images(2, 4, 4), Layout.CHW))
                .hasMessageContaining("mat1 and mat2 shapes cannot be multiplied (2x48 and 192x4)")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> run("narrow", images(5, 4, 4), Layout.CHW))
                .hasMessageContaining("CUDA out of memory. Tried to allocate 2.00 GiB");
    }

    @Test
    void refusesFilesThatAreNoModel() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pt"), "no model");
        assertThatThrownBy(() -> TensorModel.load(text, "PyTorch", engine))
                .extracting(failure -> ((RejectException) failure).code())
                .isEqualTo(RejectCode.UNREADABLE);
        assertThatThrownBy(() -> TensorModel.load(folder.resolve("missing.pt"), "PyTorch", engine))
                .isInstanceOf(RejectException.class);
        assertThatThrownBy(() -> TensorModel.load(MODELS.resolve("means.pt"), "TensorFlow", engine))
                .hasMessage("DJL has no engine TensorFlow here, only [PyTorch, RPC]");
    }

    @Test
    void readsFoldersAndArchives() throws Exception {
        Path modelFolder = Files.createDirectory(folder.resolve("means"));
        Files.copy(MODELS.resolve("means.pt"), modelFolder.resolve("means.pt"));
        Path archive = folder.resolve("archive.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("model.pt"));
            Files.copy(MODELS.resolve("means.pt"), zip);
        }
        for (Path path : List.of(modelFolder, archive)) {
            try (TensorModel model = TensorModel.load(path, "PyTorch", engine);
                    ModelBatch batch = converter.batch(images(2, 2, 2))) {
                assertThat(model.run(batch, Layout.CHW).shape()).containsExactly(3);
            }
        }
    }

    @Test
    void isSharedByTasks() throws Exception {
        ExecutorService tasks = Executors.newFixedThreadPool(4);
        try (TensorModel model = model("identity")) {
            List<Future<List<Pixels>>> done = new ArrayList<>();
            for (int task = 0; task < 8; task++) {
                List<Pixels> images = images(3, 16, 16 + task);
                done.add(tasks.submit(() -> {
                    try (TensorConverter own = new TensorConverter(FLOATS, engine)) {
                        for (int round = 0; round < 10; round++) {
                            try (ModelBatch batch = own.batch(images)) {
                                List<byte[]> cells =
                                        model.run(batch, Layout.HWC).cells();
                                for (int index = 0; index < images.size(); index++) {
                                    assertThat(floats(cells.get(index)))
                                            .containsExactly(values(images.get(index), Layout.HWC));
                                }
                            }
                        }
                    }
                    return images;
                }));
            }
            for (Future<List<Pixels>> task : done) {
                assertThat(task.get()).hasSize(3);
            }
        } finally {
            tasks.shutdownNow();
        }
    }

    @Test
    void refusesToRunOnceItIsClosed() throws Exception {
        TensorModel model = model("means");
        model.close();
        try (ModelBatch batch = converter.batch(images(1, 2, 2))) {
            assertThatThrownBy(() -> model.run(batch, Layout.CHW))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the model is closed");
        }
    }

    @Test
    void givesModelsNoIntegers() {
        try (TensorConverter samples = new TensorConverter(TensorOptions.of(DType.UINT8), engine)) {
            assertThatThrownBy(() -> samples.batch(images(1, 2, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("models take floats, not uint8");
        }
    }

    private TensorModel model(String name) throws Exception {
        return TensorModel.load(MODELS.resolve(name + ".pt"), "PyTorch", engine);
    }

    private ModelOutput run(String name, List<Pixels> images, Layout layout) throws Exception {
        try (TensorModel model = model(name);
                ModelBatch batch = converter.batch(images)) {
            return model.run(batch, layout);
        }
    }

    private static List<Pixels> images(int count, int height, int width) {
        Random random = new Random(count * 31L + width);
        List<Pixels> images = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            byte[] samples = new byte[height * width * 3];
            random.nextBytes(samples);
            images.add(new Pixels(height, width, 3, samples));
        }
        return images;
    }

    private static Pixels plain(int height, int width, int red, int green, int blue) {
        byte[] samples = new byte[height * width * 3];
        for (int pixel = 0; pixel < height * width; pixel++) {
            samples[3 * pixel] = (byte) red;
            samples[3 * pixel + 1] = (byte) green;
            samples[3 * pixel + 2] = (byte) blue;
        }
        return new Pixels(height, width, 3, samples);
    }

    /** The rule of Normalize.from_stats, written down once more. */
    private static float[] values(Pixels pixels, Layout layout) {
        int area = pixels.height() * pixels.width();
        float[] values = new float[3 * area];
        for (int pixel = 0; pixel < area; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                float scaled = (pixels.data()[3 * pixel + channel] & 0xff) / 255f;
                int place = layout == Layout.CHW ? channel * area + pixel : 3 * pixel + channel;
                values[place] = (scaled - Normalization.IMAGENET.mean().get(channel))
                        / Normalization.IMAGENET.std().get(channel);
            }
        }
        return values;
    }

    /** The rule that stands in src/test/python/make_test_models.py. */
    private static double[] convolved(float[] planes, int height, int width) {
        double[] biases = {0.25, -0.125};
        int rows = (height - 3) / 2 + 1;
        int columns = (width - 3) / 2 + 1;
        double[] result = new double[2 * rows * columns];
        for (int place = 0; place < result.length; place++) {
            int filter = place / (rows * columns);
            int row = place / columns % rows;
            int column = place % columns;
            double sum = biases[filter];
            for (int tap = 0; tap < 27; tap++) {
                int weight = (filter * 27 + tap) * 7 % 11 - 5;
                int y = 2 * row + tap / 3 % 3;
                int x = 2 * column + tap % 3;
                sum += weight / 16.0 * planes[(tap / 9 * height + y) * width + x];
            }
            result[place] = Math.max(0, sum);
        }
        return result;
    }

    private static float[] floats(byte[] cell) {
        float[] values = new float[cell.length / Float.BYTES];
        ByteBuffer.wrap(cell).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return Arrays.copyOf(values, values.length);
    }

    /** A file's name in its archive, as PyTorch writes it, and what is said of it. */
    @ParameterizedTest
    @CsvSource({
        "weights/data.pkl,                     a state_dict",
        "model/archive_format,                 an exported program",
        "model/models/model.json,              an exported program",
        "serialized_exported_program.json,     an exported program"
    })
    void saysThatAFileIsNotTorchScript(String entry, String kind) throws IOException {
        Path file = folder.resolve("saved.pt");
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(file))) {
            archive.putNextEntry(new ZipEntry(entry));
        }
        assertThatThrownBy(() -> TensorModel.load(file, "PyTorch", engine))
                .isInstanceOf(RejectException.class)
                .hasMessageContaining("not TorchScript: it is " + kind)
                .hasMessageContaining("save it with torch.jit.trace or torch.jit.script");
    }

    @Test
    void saysThatAnOldFileIsNotTorchScript() throws IOException {
        byte[] pickle = {(byte) 0x80, 2, (byte) 0x8a, 10, 'l', (byte) 0xfc, (byte) 0x9c, 'F', (byte) 0xf9, 32, 'j', '.'
        };
        Path file = Files.write(folder.resolve("old.pth"), pickle);
        assertThatThrownBy(() -> TensorModel.load(file, "PyTorch", engine))
                .isInstanceOf(RejectException.class)
                .hasMessageStartingWith("not TorchScript: it is a state_dict");
    }
}
