package dev.marquetry.spark.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.image.resize.Pixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What NumPy says is in the fixture, which src/test/python/make_statistics_fixture.py has made. */
class PixelStatisticsTest {
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @ValueSource(strings = {"rgb", "l"})
    void equalsNumPy(String kind) throws IOException {
        JsonNode expected = expected(kind);
        PixelStatistics statistics = new PixelStatistics();
        ImageHistogram histogram = new ImageHistogram();
        List<Pixels> images = images(expected);
        for (int index = 0; index < images.size(); index++) {
            histogram.count(images.get(index));
            statistics.add(histogram);
            assertThat(histogram.mean())
                    .isCloseTo(expected.get("means").get(index).doubleValue(), within(ROUNDING));
            assertThat(histogram.deviation())
                    .isCloseTo(expected.get("deviations").get(index).doubleValue(), within(ROUNDING));
        }
        assertThat(statistics.images()).isEqualTo(images.size());
        assertThat(statistics.channels()).isEqualTo(expected.get("mean").size());
        for (int channel = 0; channel < statistics.channels(); channel++) {
            assertThat(statistics.mean(channel))
                    .isCloseTo(expected.get("mean").get(channel).doubleValue(), within(ROUNDING));
            assertThat(statistics.deviation(channel))
                    .isCloseTo(expected.get("std").get(channel).doubleValue(), within(ROUNDING));
            assertThat(statistics.histogram(channel))
                    .containsExactly(longs(expected.get("histograms").get(channel)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb", "l"})
    void isTheSameInParts(String kind) throws IOException {
        RunStatistics whole = new RunStatistics();
        RunStatistics parts = new RunStatistics();
        int number = 0;
        for (Pixels image : images(expected(kind))) {
            String path = "image " + number++;
            RunStatistics part = new RunStatistics();
            whole.countPixels(image, () -> path);
            part.countPixels(image, () -> path);
            parts.add(part);
        }
        assertThat(parts.pixels()).usingRecursiveComparison().isEqualTo(whole.pixels());
        assertThat(parts.darkest()).extracting(Thumbnail::path).isEqualTo(paths(whole.darkest()));
        assertThat(parts.brightest()).extracting(Thumbnail::path).isEqualTo(paths(whole.brightest()));
        assertThat(parts.flattest()).extracting(Thumbnail::path).isEqualTo(paths(whole.flattest()));
        assertThat(parts.constant().paths()).isEqualTo(whole.constant().paths());
    }

    @ParameterizedTest
    @ValueSource(strings = "rgb")
    void findsTheConstantImages(String kind) throws IOException {
        RunStatistics statistics = new RunStatistics();
        List<Pixels> images = images(expected(kind));
        for (int index = 0; index < images.size(); index++) {
            String path = "image " + index;
            statistics.countPixels(images.get(index), () -> path);
        }
        // One has a single pixel, the last one a single colour.
        assertThat(statistics.constant().images()).isEqualTo(2);
        assertThat(statistics.constant().paths()).containsExactly("image 1", "image 4");
        assertThat(statistics.flattest().get(0).deviation()).isZero();
    }

    private static List<String> paths(List<Thumbnail> images) {
        return images.stream().map(Thumbnail::path).toList();
    }

    private static JsonNode expected(String kind) throws IOException {
        return new ObjectMapper()
                .readTree(PixelStatisticsTest.class.getResource("/statistics/pixels.json"))
                .required(kind);
    }

    private static List<Pixels> images(JsonNode expected) {
        List<Pixels> images = new ArrayList<>();
        expected.get("arrays").forEach(array -> {
            JsonNode shape = array.get("shape");
            images.add(new Pixels(
                    shape.get(0).intValue(),
                    shape.get(1).intValue(),
                    shape.get(2).intValue(),
                    Base64.getDecoder().decode(array.get("base64").textValue())));
        });
        return images;
    }

    private static long[] longs(JsonNode numbers) {
        long[] longs = new long[numbers.size()];
        for (int index = 0; index < longs.length; index++) {
            longs[index] = numbers.get(index).longValue();
        }
        return longs;
    }
}
