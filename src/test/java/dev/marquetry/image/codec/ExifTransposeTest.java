package dev.marquetry.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Workspace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExifTransposeTest {
    /** The image is 12 / 34 / 56: three rows of two. */
    @ParameterizedTest
    @CsvSource({
        "0, 12/34/56",
        "1, 12/34/56",
        "2, 21/43/65",
        "3, 65/43/21",
        "4, 56/34/12",
        "5, 135/246",
        "6, 531/642",
        "7, 642/531",
        "8, 246/135",
        "9, 12/34/56"
    })
    void turnsUpright(int orientation, String expected) {
        for (int channels : new int[] {1, 3}) {
            byte[] samples = new byte[6 * channels];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (byte) (1 + i / channels);
            }
            Raster turned = ExifTranspose.apply(
                    new Raster(samples, 3, 2, channels), orientation, new Workspace(100, Long.MAX_VALUE));
            StringBuilder text = new StringBuilder();
            for (int y = 0; y < turned.height(); y++) {
                text.append(y == 0 ? "" : "/");
                for (int x = 0; x < turned.width(); x++) {
                    text.append(turned.samples()[turned.row(y) + x * channels]);
                }
            }
            assertThat(text).hasToString(expected);
        }
    }
}
