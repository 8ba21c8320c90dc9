package dev.marquetry.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.image.GoldenFiles;
import dev.marquetry.image.ImageDecoder;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What libjpeg prints about a file without its name stays off standard error; what Java prints does not. */
class NativeWarningsTest {
    @TempDir
    private Path folder;

    /** Decodes a file in its own process. */
    static final class Decoding {
        private Decoding() {}

        public static void main(String[] arguments) throws IOException, RejectException {
            byte[] file = Files.readAllBytes(Path.of(arguments[0]));
            try (ImageDecoder decoder =
                    new ImageDecoder(new ImageOptions(ColorMode.RGB, Orientation.IGNORE, 1 << 24, Resize.NONE))) {
                System.err.println(decoder.decode(file, file.length).pixels().width() + " columns");
            }
        }
    }

    /** Returns a file that libjpeg decodes with a warning. */
    private Path damaged() throws IOException {
        byte[] jpeg = GoldenFiles.bytes("jpeg/photo.jpg");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, jpeg.length - 2);
        file.writeBytes("more than there should be".getBytes(StandardCharsets.ISO_8859_1));
        file.write(jpeg, jpeg.length - 2, 2);
        return Files.write(folder.resolve("damaged.jpg"), file.toByteArray());
    }

    private String standardError(String option) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Decoding.class.getName(),
                        damaged().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void stayOffStandardError() throws IOException, InterruptedException {
        assertThat(standardError("-Dfile.encoding=UTF-8")).isEqualToIgnoringNewLines("500 columns");
    }

    @Test
    void areThereForWhoAsksForThem() throws IOException, InterruptedException {
        assertThat(standardError("-Dmarquetry.native-warnings=true"))
                .contains("500 columns")
                .contains("Corrupt JPEG data");
    }
}
