package dev.marquetry.image;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.PillowVersion;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.InflaterInputStream;

/** The files of the golden folder and what Pillow made of them, as {@code make_golden_fixtures.py} wrote it. */
public final class GoldenFiles {
    private static final Index INDEX = read("/golden/index.json");

    private GoldenFiles() {}

    record Index(List<Image> images, List<Rejected> rejected) {}

    record Image(String file, List<Expectation> expect) {
        @Override
        public String toString() {
            return file;
        }
    }

    record Rejected(String file, RejectCode fault, String message) {
        @Override
        public String toString() {
            return file;
        }
    }

    record Expectation(
            ColorMode mode, String orientation, Settings resize, List<Integer> shape, String sha256, String samples) {
        ImageOptions options(PillowVersion pillow) {
            return new ImageOptions(
                    mode,
                    Orientation.valueOf(orientation.toUpperCase(Locale.ROOT)),
                    ImageOptions.DEFAULT_MAX_PIXELS,
                    resize.resize().withPillow(pillow));
        }

        boolean isPlain() {
            return mode == ColorMode.RGB
                    && orientation.equals("ignore")
                    && resize.method().equals("none");
        }
    }

    record Settings(String method, int height, int width, String padMode) {
        Resize resize() {
            return new Resize(
                    ResizeMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                    height,
                    width,
                    PadMode.valueOf(padMode.toUpperCase(Locale.ROOT)));
        }
    }

    static List<Image> images() {
        return INDEX.images();
    }

    /** Returns some of the files with what Pillow 13 made of them, as {@code make_pillow13_fixture.py} wrote it. */
    static List<Image> imagesOfPillow13() {
        return read("/golden-pillow13/index.json").images();
    }

    static List<Rejected> rejected() {
        return INDEX.rejected();
    }

    public static byte[] bytes(String file) {
        return resource("/golden/" + file);
    }

    private static byte[] resource(String name) {
        try (InputStream stream = GoldenFiles.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    static byte[] samples(String file) throws IOException {
        try (InputStream stream = new InflaterInputStream(new ByteArrayInputStream(bytes(file)))) {
            return stream.readAllBytes();
        }
    }

    static String sha256(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static Index read(String index) {
        try {
            return new ObjectMapper()
                    .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                    .readValue(resource(index), Index.class);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
