package dev.marquetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {
    private static List<?> strips(List<ShownPicture> pictures) {
        return (List<?>)
                SheetView.of(new Section(Map.of()), pictures, Optional.empty()).get("strips");
    }

    private static List<ShownPicture> labelled(int values, int each) {
        List<ShownPicture> pictures = new ArrayList<>();
        for (int index = 0; index < values * each; index++) {
            String label = "label-" + index % values;
            pictures.add(Reports.smooth(index + ".jpg", Reports.object("split", "x", "label", label), 4, index));
        }
        return pictures;
    }

    @Test
    void makesAStripOfEachValueOfAColumnOfFew() {
        assertThat(strips(labelled(2, 3))).hasSize(2);
        assertThat(strips(labelled(12, 2))).hasSize(12);
        assertThat(strips(labelled(13, 2))).hasSize(1);
        assertThat(strips(labelled(1, 20))).hasSize(1);
        assertThat(strips(labelled(5, 1))).hasSize(1);
        assertThat(strips(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void showsTheSamplesThemselvesWhereTheyFit(int channels) throws IOException {
        byte[] samples = new byte[5 * 7 * channels];
        new Random(1).nextBytes(samples);
        ShownPicture picture = new ShownPicture("a.png", Map.of(), 5, 7, channels, samples);
        EncodedPictures encoded =
                EncodedPictures.within(10_000, List.of(picture)).orElseThrow();
        assertThat(encoded.fidelity()).isEqualTo("Pixel for pixel as they are stored.");
        String uri = encoded.uris().get(0);
        assertThat(uri).startsWith("data:image/png;base64,");
        byte[] file = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        int[] shown = ImageIO.read(new ByteArrayInputStream(file)).getRaster().getPixels(0, 0, 7, 5, (int[]) null);
        assertThat(shown).hasSize(samples.length);
        for (int index = 0; index < samples.length; index++) {
            assertThat(shown[index]).isEqualTo(Byte.toUnsignedInt(samples[index]));
        }
    }

    @Test
    void losesNoMoreThanTheBudgetAsksFor() {
        List<ShownPicture> noise = Reports.noise(4, 100);
        long exact = 4 * 31_000;
        assertThat(EncodedPictures.within(exact, noise).orElseThrow().fidelity())
                .startsWith("Pixel for pixel");
        assertThat(EncodedPictures.within(exact / 3, noise).orElseThrow().fidelity())
                .startsWith("Here as JPEG of quality")
                .doesNotContain("divided");
        assertThat(EncodedPictures.within(exact / 20, noise).orElseThrow().fidelity())
                .contains("divided by");
        assertThat(EncodedPictures.within(100, noise)).isEmpty();
    }

    @Test
    void shrinksToTheMeanOfSquares() {
        ShownPicture picture = new ShownPicture(
                "a.png", Map.of(), 3, 3, 1, new byte[] {0, 10, (byte) 200, 20, 30, (byte) 255, 7, 9, 1});
        ShownPicture half = PictureReduction.by(2, picture);
        assertThat(half.height()).isEqualTo(2);
        assertThat(half.width()).isEqualTo(2);
        assertThat(half.samples()).containsExactly(15, (byte) 228, 8, 1);
    }

    @Test
    void saysWhatWasDividedBefore() {
        List<ShownPicture> pictures = new ArrayList<>(Reports.noise(2, 8));
        pictures.add(PictureReduction.by(3, pictures.get(0)));
        pictures.add(PictureReduction.by(2, pictures.get(2)));
        assertThat(pictures).extracting(ShownPicture::divided).containsExactly(1, 1, 3, 6);
        assertThat(EncodedPictures.within(10_000, pictures).orElseThrow().fidelity())
                .isEqualTo("The others pixel for pixel as they are stored.");
        assertThat(ReportPage.html(Reports.input(Reports.full(), pictures)))
                .contains("4 pictures, drawn from the stored arrays, those larger than 256 pixels with their sides"
                        + " divided by 3 to 6. The others pixel for pixel as they are stored. <a")
                .contains("</a> has the others pixel for pixel.", "3 \u00d7 3, sides divided by 3");
        assertThat(ReportPage.html(Reports.input(Reports.full(), pictures.subList(0, 3))))
                .contains("with their sides divided by 3. The others");
        assertThat(ReportPage.html(Reports.input(Reports.full(), pictures.subList(2, 4))))
                .contains("divided by 3 to 6. Each pixel is the mean of a square of stored ones.", "has them as PNG.");
    }

    @Test
    void saysSoWherePicturesDoNotFit() {
        ReportInput input = Reports.input(Reports.full(), Reports.noise(64, 8));
        Map<String, Object> sheet =
                SheetView.of(new Section(input.run()), input.pictures(), EncodedPictures.within(10, input.pictures()));
        assertThat(sheet.get("fidelity")).isEqualTo("");
    }
}
