package dev.marquetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactSheetTest {
    private final Random random = new Random(1);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 2", "7, 3", "64, 8"})
    void drawsPicturesPixelForPixelInAGrid(int count, int down) throws IOException {
        List<ShownPicture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(picture(10, 7, i % 2 == 0 ? 3 : 1));
        }
        BufferedImage sheet = decode(ContactSheet.png(pictures));
        int across = (int) Math.ceil(Math.sqrt(count));
        assertThat(sheet.getWidth()).isEqualTo(4 + across * 11);
        assertThat(sheet.getHeight()).isEqualTo(4 + down * 14);
        for (int i = 0; i < count; i++) {
            assertPixels(sheet, pictures.get(i), 4 + i % across * 11, 4 + i / across * 14);
        }
        assertThat(sheet.getRGB(0, 0)).isEqualTo(0xFF808080);
        assertThat(sheet.getRGB(sheet.getWidth() - 1, sheet.getHeight() - 1)).isEqualTo(0xFF808080);
    }

    @Test
    void putsSmallPicturesInTheMiddleOfCellsForTheLargest() throws IOException {
        List<ShownPicture> pictures = List.of(picture(256, 40, 3), picture(6, 200, 1));
        BufferedImage sheet = decode(ContactSheet.png(pictures));
        assertThat(sheet.getWidth()).isEqualTo(4 + 2 * 204);
        assertThat(sheet.getHeight()).isEqualTo(4 + 260);
        assertPixels(sheet, pictures.get(0), 4 + 80, 4);
        assertPixels(sheet, pictures.get(1), 4 + 204, 4 + 125);
    }

    @Test
    void averagesSquaresOfPicturesThatAreLarger() throws IOException {
        byte[] samples = new byte[3 * 513];
        for (int at = 0; at < samples.length; at++) {
            samples[at] = (byte) (at % 513 < 512 ? at / 513 * 80 + at % 3 : 100 + at / 513);
        }
        // 513 columns need a factor of 3: what is left at the right are whole squares, too.
        ShownPicture wide = new ShownPicture("wide", Map.of("label", "a"), 3, 513, 1, samples);
        ShownPicture small = PictureReduction.of(wide, 256);
        assertThat(small.height()).isOne();
        assertThat(small.width()).isEqualTo(171);
        assertThat(small.samples()[0]).isEqualTo((byte) 81);
        assertThat(small.columns()).isEqualTo(wide.columns());
        assertThat(small.path()).isEqualTo("wide");
        BufferedImage sheet = decode(ContactSheet.png(List.of(wide)));
        assertPixels(sheet, small, 4, 4);
    }

    @Test
    void averagesWhatIsLeftAtTheEdges() {
        ShownPicture picture = new ShownPicture("", Map.of(), 1, 5, 1, new byte[] {0, 1, 10, 20, (byte) 255});
        assertThat(PictureReduction.of(picture, 3).samples()).containsExactly(1, 15, (byte) 255);
        assertThat(PictureReduction.of(picture, 5)).isSameAs(picture);
    }

    @Test
    void givesASmallGreySquareWithoutPictures() throws IOException {
        BufferedImage sheet = decode(ContactSheet.png(List.of()));
        assertThat(sheet.getWidth()).isEqualTo(64);
        assertThat(sheet.getHeight()).isEqualTo(64);
        assertThat(sheet.getRGB(30, 30)).isEqualTo(0xFF808080);
    }

    private ShownPicture picture(int height, int width, int channels) {
        byte[] samples = new byte[height * width * channels];
        random.nextBytes(samples);
        return new ShownPicture("", Map.of(), height, width, channels, samples);
    }

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static void assertPixels(BufferedImage sheet, ShownPicture picture, int x, int y) {
        int last = picture.channels() - 1;
        int at = 0;
        for (int row = 0; row < picture.height(); row++) {
            for (int column = 0; column < picture.width(); column++, at += picture.channels()) {
                byte[] samples = picture.samples();
                int color = Byte.toUnsignedInt(samples[at]) << 16
                        | Byte.toUnsignedInt(samples[at + last / 2]) << 8
                        | Byte.toUnsignedInt(samples[at + last]);
                assertThat(sheet.getRGB(x + column, y + row) & 0xFFFFFF).isEqualTo(color);
            }
        }
    }
}
