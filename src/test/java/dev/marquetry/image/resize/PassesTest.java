package dev.marquetry.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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

    /** Tells whether a JVM that was started without options computes in words. */
    static final class ComputesInWords {
        private ComputesInWords() {}

        public static void main(String[] arguments) {
            System.out.println(Passes.fastest().equals(Passes.WORDS));
        }
    }
}
