package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.image.ColorMode;
import dev.marquetry.image.DecodedImage;
import dev.marquetry.image.ImageDecoder;
import dev.marquetry.image.ImageException;
import dev.marquetry.image.ImageOptions;
import dev.marquetry.image.Orientation;
import dev.marquetry.image.PadMode;
import dev.marquetry.image.Pixels;
import dev.marquetry.image.Resize;
import dev.marquetry.image.ResizeMethod;
import dev.marquetry.tensor.DType;
import dev.marquetry.tensor.DeviceChoice;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.Layout;
import dev.marquetry.tensor.Normalization;
import dev.marquetry.tensor.TensorConverter;
import dev.marquetry.tensor.TensorEngine;
import dev.marquetry.tensor.TensorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format, mode and setting against what Pillow and NumPy give; made by scripts/make-golden-fixtures. */
class GoldenArraysTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<Arguments> arrays() throws IOException {
        return cases(row -> row.has("sha256"));
    }

    static Stream<Arguments> rejects() throws IOException {
        return cases(row -> row.has("fault"));
    }

    private interface Choice {
        boolean takes(JsonNode row);
    }

    private static Stream<Arguments> cases(Choice choice) throws IOException {
        JsonNode index =
                new ObjectMapper().readTree(GOLDEN.resolve("index.json").toFile());
        return StreamSupport.stream(index.get("cases").spliterator(), false)
                .filter(choice::takes)
                .map(row -> Arguments.of(row.get("file").asText() + " " + row.get("setting"), row));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrays")
    void equalsPillowToTheBit(String name, JsonNode row) throws Exception {
        DecodedImage image = decode(row, ImageOptions.DEFAULT_MAX_PIXELS);
        byte[] values = convert(row.get("setting"), image.pixels());
        if (row.has("values")) {
            assertThat(values)
                    .isEqualTo(Base64.getDecoder().decode(row.get("values").asText()));
        }
        assertThat(sha256(values)).as(name).isEqualTo(row.get("sha256").asText());
        assertThat(shape(row.get("setting"), image.pixels()))
                .isEqualTo(row.get("shape").toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejects")
    void rejectsWhatGivesNoArray(String name, JsonNode row) {
        assertThatThrownBy(() -> decode(row, ImageOptions.DEFAULT_MAX_PIXELS))
                .as(name)
                .isInstanceOfSatisfying(
                        ImageException.class,
                        failure -> assertThat(failure.fault().name())
                                .as(failure.getMessage())
                                .isEqualTo(row.get("fault").asText()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrays")
    void aFileCutShortGivesTheSamePixelsOrNone(String name, JsonNode row) throws Exception {
        if (!row.get("setting").get("resize").asText().equals("none")
                || !row.get("setting").get("mode").asText().equals("RGB")) {
            return;
        }
        byte[] file = file(row);
        try (ImageDecoder decoder = new ImageDecoder(imageOptions(row, ImageOptions.DEFAULT_MAX_PIXELS))) {
            byte[] whole = decoder.decode(file, file.length).pixels().data();
            for (int part = 1; part < 24; part++) {
                int length = (int) ((long) file.length * part / 24);
                try {
                    assertThat(decoder.decode(file, length).pixels().data())
                            .as("%s cut to %d of %d bytes", name, length, file.length)
                            .isEqualTo(whole);
                } catch (ImageException rejected) {
                    assertThat(rejected).hasMessageContaining(" ");
                }
            }
        }
    }

    @Test
    void rejectsTooManyPixelsFromTheHeader() throws Exception {
        JsonNode row = (JsonNode) arrays().findFirst().orElseThrow().get()[1];
        assertThat(decode(row, 61 * 43).sourceWidth()).isEqualTo(61);
        assertThatThrownBy(() -> decode(row, 61 * 43 - 1))
                .isInstanceOf(ImageException.class)
                .hasMessage("the image has 61x43 = 2623 pixels, image.max-pixels is 2622");
    }

    private static DecodedImage decode(JsonNode row, long maxPixels) throws ImageException, IOException {
        byte[] file = file(row);
        try (ImageDecoder decoder = new ImageDecoder(imageOptions(row, maxPixels))) {
            return decoder.decode(file, file.length);
        }
    }

    private static byte[] file(JsonNode row) throws IOException {
        return Files.readAllBytes(
                GOLDEN.resolve("files").resolve(row.get("file").asText()));
    }

    private static ImageOptions imageOptions(JsonNode row, long maxPixels) {
        JsonNode setting = row.get("setting");
        ResizeMethod method = choice(ResizeMethod.class, setting, "resize");
        Resize resize = new Resize(
                method,
                setting.get("height").asInt(),
                setting.get("width").asInt(),
                choice(PadMode.class, setting, "pad_mode"));
        return new ImageOptions(
                choice(ColorMode.class, setting, "mode"),
                choice(Orientation.class, setting, "orientation"),
                maxPixels,
                resize);
    }

    private static byte[] convert(JsonNode setting, Pixels pixels) throws EngineUnavailableException {
        Normalization normalization =
                setting.get("normalize").asText().equals("imagenet") ? Normalization.IMAGENET : null;
        TensorOptions options = new TensorOptions(
                choice(DType.class, setting, "dtype"), normalization, choice(Layout.class, setting, "layout"));
        TensorEngine engine = TensorEngine.open(DeviceChoice.CPU, OptionalInt.empty());
        try (TensorConverter converter = new TensorConverter(options, engine)) {
            return converter.convert(List.of(pixels)).get(0);
        }
    }

    private static String shape(JsonNode setting, Pixels pixels) {
        return switch (choice(Layout.class, setting, "layout")) {
            case HWC -> "[" + pixels.height() + "," + pixels.width() + "," + pixels.channels() + "]";
            case CHW -> "[" + pixels.channels() + "," + pixels.height() + "," + pixels.width() + "]";
        };
    }

    private static <E extends Enum<E>> E choice(Class<E> type, JsonNode setting, String key) {
        return Enum.valueOf(type, setting.get(key).asText().toUpperCase(Locale.ROOT));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
