package dev.marquetry.image.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.marquetry.options.PadMode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the rules written down once more, one sample at a time and without any of the tricks. */
class ResizerTest {
    private static final List<ResizeMethod> METHODS = List.of(ResizeMethod.CROP, ResizeMethod.SQUISH, ResizeMethod.PAD);

    private static final Passes VECTORS = new Passes(new VectorHorizontalPass(), new VectorVerticalPass());

    private final Workspace workspace = new Workspace(Long.MAX_VALUE, Long.MAX_VALUE);

    private Raster noise(Random random, int height, int width, int channels) {
        byte[] samples = new byte[height * width * channels + Workspace.SLACK];
        random.nextBytes(samples);
        for (int i = 0; i < samples.length; i += 3) {
            samples[i] = (byte) (random.nextInt(4) == 0 ? 255 : samples[i]);
        }
        return new Raster(samples, height, width, channels);
    }

    static List<Passes> passes() {
        return List.of(Passes.WORDS, VECTORS, Passes.fastest());
    }

    static Stream<Arguments> passesAndPadModes() {
        return passes().stream()
                .flatMap(passes -> Arrays.stream(PadMode.values()).map(mode -> arguments(passes, mode)));
    }

    @ParameterizedTest
    @MethodSource("passesAndPadModes")
    void resizesAsTheRulesSay(Passes passes, PadMode padMode) throws RejectException {
        Random random = new Random(42);
        for (int round = 0; round < 150; round++) {
            int height = 1 + random.nextInt(random.nextBoolean() ? 12 : 120);
            int width = 1 + random.nextInt(random.nextBoolean() ? 12 : 120);
            int channels = random.nextBoolean() ? 3 : 1;
            ResizeMethod method = METHODS.get(random.nextInt(METHODS.size()));
            Resize resize = new Resize(method, 1 + random.nextInt(90), 1 + random.nextInt(90), padMode);
            check(new Resizer(resize, workspace, passes), resize, noise(random, height, width, channels));
        }
    }

    @ParameterizedTest
    @MethodSource("passes")
    void shrinksTheHeightOfATallImageFirst(Passes passes) throws RejectException {
        Random random = new Random(7);
        Resize resize = new Resize(ResizeMethod.SQUISH, 40, 5, PadMode.ZEROS);
        Resizer resizer = new Resizer(resize, workspace, passes);
        check(resizer, resize, noise(random, 301, 3, 3));
        check(resizer, resize, noise(random, 300, 3, 3));
        check(resizer, resize, noise(random, 501, 2, 1));
    }

    @ParameterizedTest
    @MethodSource("passes")
    void givesAResultThatTheNextImageDoesNotOverwrite(Passes passes) throws RejectException {
        Random random = new Random(8);
        Resizer resizer = new Resizer(new Resize(ResizeMethod.CROP, 20, 20, PadMode.ZEROS), workspace, passes);
        Raster first = resizer.resize(noise(random, 33, 44, 3));
        byte[] before = first.samples().clone();
        resizer.resize(noise(random, 44, 33, 3));
        assertThat(first.samples()).isEqualTo(before);
    }

    @Test
    void givesBlackWhereTheWindowIsEmpty() throws RejectException {
        Resizer resizer = new Resizer(new Resize(ResizeMethod.CROP, 40, 17, PadMode.ZEROS), workspace, Passes.WORDS);
        byte[] used = new byte[40 * 17 * 3];
        Arrays.fill(used, (byte) 0x5A);
        workspace.takeBack(used);
        Raster result = resizer.resize(noise(new Random(9), 2, 3, 3));
        assertThat(result.samples()).hasSize(40 * 17 * 3).containsOnly(0);
    }

    private static void check(Resizer resizer, Resize resize, Raster source) throws RejectException {
        byte[] actual = Samples.packed(resizer.resize(source), source.channels());
        assertThat(actual)
                .as("%s of %d x %d x %d", resize, source.height(), source.width(), source.channels())
                .isEqualTo(expected(resize, source));
    }

    private static byte[] expected(Resize resize, Raster source) {
        Window window = Window.of(resize, source.width(), source.height());
        int channels = source.channels();
        byte[] result = new byte[resize.height() * resize.width() * channels];
        if (window.width() == 0 || window.height() == 0) {
            return result;
        }
        for (int c = 0; c < channels; c++) {
            int[][] plane = new int[window.height()][window.width()];
            for (int y = 0; y < window.height(); y++) {
                for (int x = 0; x < window.width(); x++) {
                    plane[y][x] = sample(source, window.top() + y, window.left() + x, c, resize.padMode(), window);
                }
            }
            boolean tall = window.height() > 100 * window.width() && resize.height() < window.height();
            plane = tall ? transposed(resized(transposed(plane), resize.height())) : resized(plane, resize.width());
            plane = tall ? resized(plane, resize.width()) : transposed(resized(transposed(plane), resize.height()));
            for (int i = 0; i < resize.height() * resize.width(); i++) {
                result[i * channels + c] = (byte) plane[i / resize.width()][i % resize.width()];
            }
        }
        return result;
    }

    private static int sample(Raster source, int y, int x, int channel, PadMode mode, Window window) {
        // Padding mirrors what is left after cropping, which may be one row or column less than the image.
        int height = Math.min(source.height(), window.top() + window.height()) - Math.max(window.top(), 0);
        int width = Math.min(source.width(), window.left() + window.width()) - Math.max(window.left(), 0);
        int row = inside(y - Math.max(window.top(), 0), height, mode);
        int column = inside(x - Math.max(window.left(), 0), width, mode);
        if (row < 0 || column < 0) {
            return 0;
        }
        int at = source.row(row + Math.max(window.top(), 0))
                + (column + Math.max(window.left(), 0)) * source.channels()
                + channel;
        return source.samples()[at] & 0xFF;
    }

    private static int inside(int index, int size, PadMode mode) {
        int at = index;
        while (at < 0 || at >= size) {
            switch (mode) {
                case ZEROS -> {
                    return -1;
                }
                case BORDER -> at = at < 0 ? 0 : size - 1;
                case REFLECTION -> at = size == 1 ? 0 : at < 0 ? -at : 2 * (size - 1) - at;
            }
        }
        return at;
    }

    private static int[][] transposed(int[][] plane) {
        int[][] result = new int[plane[0].length][plane.length];
        for (int y = 0; y < plane.length; y++) {
            for (int x = 0; x < plane[0].length; x++) {
                result[x][y] = plane[y][x];
            }
        }
        return result;
    }

    private static int[][] resized(int[][] rows, int outputs) {
        int inputs = rows[0].length;
        if (inputs == outputs) {
            return rows;
        }
        int[][] result = new int[rows.length][outputs];
        double scale = (double) inputs / outputs;
        double support = Math.max(1.0, scale);
        for (int i = 0; i < outputs; i++) {
            double centre = (i + 0.5) * scale;
            int low = Math.max(0, (int) (centre - support + 0.5));
            int high = Math.min(inputs, (int) (centre + support + 0.5));
            double[] weights = new double[high - low];
            for (int x = low; x < high; x++) {
                weights[x - low] = Math.max(0, 1 - Math.abs((x - centre + 0.5) * (1 / support)));
            }
            double total = 0;
            for (double weight : weights) {
                total += weight;
            }
            for (int y = 0; y < rows.length; y++) {
                int sum = 1 << 21;
                for (int x = low; x < high; x++) {
                    sum += rows[y][x] * (int) Math.floor(weights[x - low] / total * (1 << 22) + 0.5);
                }
                result[y][i] = Math.min(255, sum >> 22);
            }
        }
        return result;
    }

    @Test
    void leavesTheImageAloneWithoutAMethod() throws RejectException {
        Raster source = noise(new Random(10), 5, 6, 3);
        byte[] before = Arrays.copyOf(source.samples(), source.samples().length);
        assertThat(new Resizer(Resize.NONE, workspace, Passes.WORDS).resize(source))
                .isSameAs(source);
        assertThat(source.samples()).isEqualTo(before);
    }
}
