package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.image.ImageDecoder;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Layout;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.tensor.TensorConverter;
import dev.marquetry.tensor.TensorEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From the bytes of a file to float32, against what Pillow and NumPy give; made by make_golden_fixtures.py. */
class GoldenTensorsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<Arguments> floats() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        JsonNode index =
                new ObjectMapper().readTree(GOLDEN.resolve("index.json").toFile());
        for (JsonNode image : index.get("images")) {
            for (JsonNode expectation : image.get("expect")) {
                expectation
                        .path("float32")
                        .fields()
                        .forEachRemaining(statistics -> statistics
                                .getValue()
                                .fields()
                                .forEachRemaining(layout -> cases.add(Arguments.of(
                                        image.get("file").asText(),
                                        expectation,
                                        statistics.getKey(),
                                        layout.getKey(),
                                        layout.getValue().asText()))));
            }
        }
        assertThat(cases).hasSizeGreaterThan(20);
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} {2} {3}")
    @MethodSource("floats")
    void equalsNumpyToTheBit(String file, JsonNode expectation, String statistics, String layout, String sha256)
            throws Exception {
        byte[] bytes = Files.readAllBytes(GOLDEN.resolve(file));
        Pixels pixels;
        try (ImageDecoder decoder = new ImageDecoder(imageOptions(expectation))) {
            pixels = decoder.decode(bytes, bytes.length).pixels();
        }
        TensorOptions scaled =
                TensorOptions.of(DType.FLOAT32).withLayout(Layout.valueOf(layout.toUpperCase(Locale.ROOT)));
        TensorOptions options =
                statistics.equals("imagenet") ? scaled.withNormalization(Normalization.IMAGENET) : scaled;
        TensorEngine engine = TensorEngine.open(DeviceChoice.CPU, Optional.empty());
        try (TensorConverter converter = new TensorConverter(options, engine)) {
            byte[] values = converter.convert(List.of(pixels)).get(0);
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(values)))
                    .isEqualTo(sha256);
        }
    }

    private static ImageOptions imageOptions(JsonNode expectation) {
        JsonNode resize = expectation.get("resize");
        return new ImageOptions(
                choice(ColorMode.class, expectation, "mode"),
                choice(Orientation.class, expectation, "orientation"),
                ImageOptions.DEFAULT_MAX_PIXELS,
                new Resize(
                        choice(ResizeMethod.class, resize, "method"),
                        resize.get("height").asInt(),
                        resize.get("width").asInt(),
                        choice(PadMode.class, resize, "padMode")));
    }

    private static <E extends Enum<E>> E choice(Class<E> type, JsonNode node, String key) {
        return Enum.valueOf(type, node.get(key).asText().toUpperCase(Locale.ROOT));
    }
}
