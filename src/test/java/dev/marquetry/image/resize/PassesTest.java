package dev.marquetry.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassesTest {
    @Test
    void computesInVectorsWhereTheirModuleIsAdded() {
        assertThat(Passes.fastest()).isNotEqualTo(Passes.WORDS);
    }

    @Test
    void computesInWordsWithoutTheModule() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ComputesInWords.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5", "1, 16", "3, 1", "3, 5", "3, 16"})
    void fillsTheFirstRowsOfATargetThatHasFewer(int channels, int rows) {
        Passes vectors = new Passes(new VectorHorizontalPass(), new VectorVerticalPass());
        Raster source = raster(60, 50, channels);
        new Random(7).nextBytes(source.samples());
        for (Passes passes : List.of(Passes.WORDS, vectors)) {
            checkFirstRows(passes.horizontal(), source, FilterWeights.of(50, 20), raster(60, 20, channels), rows);
            checkFirstRows(passes.vertical(), source, FilterWeights.of(60, 25), raster(25, 50, channels), rows);
        }
    }

    private static void checkFirstRows(Pass pass, Raster source, FilterWeights filter, Raster whole, int rows) {
        Raster few = raster(whole.height(), whole.width(), whole.channels());
        pass.run(source, filter, whole);
        pass.run(source, filter, few.window(0, 0, few.width(), rows));
        int end = few.row(rows);
        assertThat(Arrays.copyOf(few.samples(), end)).isEqualTo(Arrays.copyOf(whole.samples(), end));
        assertThat(Arrays.copyOfRange(few.samples(), end, few.samples().length)).containsOnly(0);
    }

    private static Raster raster(int height, int width, int channels) {
        return new Raster(new byte[height * width * channels + Workspace.SLACK], height, width, channels);
    }

    /** Tells whether a JVM that was started without options computes in words. */
    static final class ComputesInWords {
        private ComputesInWords() {}

        public static void main(String[] arguments) {
            System.out.println(Passes.fastest().equals(Passes.WORDS));
        }
    }
}
