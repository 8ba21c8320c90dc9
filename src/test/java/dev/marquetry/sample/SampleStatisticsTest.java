package dev.marquetry.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marquetry.image.codec.ImageHeaders;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.spark.statistics.RunStatistics;
import dev.marquetry.spark.statistics.SilentChange;
import dev.marquetry.spark.statistics.SourceStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the files of a sample, whose plan says what they are: of more with {@code -Dmarquetry.samples=3000}. */
class SampleStatisticsTest {
    private static final int COUNT = Integer.getInteger("marquetry.samples", 80);
    private static final int SEED = 17;
    private static final ImageOptions OPTIONS = new ImageOptions(
            ColorMode.RGB, Orientation.IGNORE, Long.MAX_VALUE, new Resize(ResizeMethod.CROP, 224, 224, PadMode.BORDER));

    @TempDir
    private static Path temporary;

    private static final RunStatistics STATISTICS = new RunStatistics();
    private static List<PicturePlan> plans;
    private static final LongSummaryStatistics BYTES = new LongSummaryStatistics();

    @BeforeAll
    static void count() throws IOException, RejectException {
        Path folder = temporary.resolve("samples");
        SampleDataset.write(folder, COUNT, SEED);
        FileNames names = FileNames.of(folder);
        plans = DatasetPlan.of(COUNT, SEED).stream()
                .filter(plan -> plan.flaw() == Flaw.NONE)
                .toList();
        for (PicturePlan plan : plans) {
            byte[] file = Files.readAllBytes(folder.resolve(names.writable(plan.path())));
            BYTES.accept(file.length);
            STATISTICS.countSource(ImageHeaders.read(file), file.length, OPTIONS, plan::path);
        }
    }

    @Test
    void countsFormatsModesAndBits() {
        Map<String, Long> formats = new TreeMap<>();
        Map<String, Long> modes = new TreeMap<>();
        Map<Integer, Long> bits = new TreeMap<>();
        for (PicturePlan plan : plans) {
            formats.merge(plan.encoding().name().replaceAll("_.*", ""), 1L, Long::sum);
            modes.merge(mode(plan.encoding()), 1L, Long::sum);
            bits.merge(bits(plan.encoding()), 1L, Long::sum);
        }
        SourceStatistics sources = STATISTICS.sources();
        assertThat(sources.images()).isEqualTo(plans.size());
        assertThat(sources.formats()).isEqualTo(formats);
        assertThat(sources.modes()).isEqualTo(modes);
        assertThat(sources.bits()).isEqualTo(bits);
    }

    private static String mode(Encoding encoding) {
        return switch (encoding) {
            case JPEG_GREY, PNG_GREY, PNG_GREY_16, PNG_BILEVEL -> "L";
            case JPEG_CMYK, JPEG_YCCK -> "CMYK";
            case PNG_RGBA -> "RGBA";
            case PNG_PALETTE, BMP_PALETTE, GIF -> "P";
            default -> "RGB";
        };
    }

    private static int bits(Encoding encoding) {
        return switch (encoding) {
            case PNG_GREY_16, PNG_RGB_16 -> 16;
            case PNG_BILEVEL -> 1;
            default -> 8;
        };
    }

    @Test
    void countsSizes() {
        LongSummaryStatistics widths = new LongSummaryStatistics();
        LongSummaryStatistics heights = new LongSummaryStatistics();
        long enlarged = 0;
        long cropped = 0;
        double shares = 0;
        for (PicturePlan plan : plans) {
            boolean lies = plan.encoding() == Encoding.JPEG_ROTATED;
            int width = lies ? plan.size().height() : plan.size().width();
            int height = lies ? plan.size().width() : plan.size().height();
            widths.accept(width);
            heights.accept(height);
            enlarged += Math.min(width, height) < 224 ? 1 : 0;
            cropped += width != height ? 1 : 0;
            // As fastai has it, which drops what is behind the point: of some sides a pixel.
            double side = (int) (Math.min(width, height) / 224.0 * 224);
            shares += 1 - side * side / ((double) width * height);
        }
        SourceStatistics sources = STATISTICS.sources();
        assertThat(sources.width().least()).isEqualTo(widths.getMin());
        assertThat(sources.width().most()).isEqualTo(widths.getMax());
        assertThat(sources.width().mean()).isEqualTo(widths.getAverage());
        assertThat(sources.height().least()).isEqualTo(heights.getMin());
        assertThat(sources.height().most()).isEqualTo(heights.getMax());
        assertThat(sources.bytes().mean()).isEqualTo(BYTES.getAverage());
        assertThat(sources.enlarged()).isEqualTo(enlarged);
        assertThat(sources.cropped()).isEqualTo(cropped);
        assertThat(sources.meanShareCropped()).isCloseTo(shares / plans.size(), within(1e-9));
        assertThat(sources.sizes().values().stream()
                        .flatMap(bins -> bins.counts().values().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(plans.size());
    }

    @Test
    void countsWhatIsDoneSilently() {
        Map<SilentChange, Long> expected = new EnumMap<>(SilentChange.class);
        for (PicturePlan plan : plans) {
            switch (plan.encoding()) {
                case JPEG_ROTATED -> expected.merge(SilentChange.ORIENTATION_IGNORED, 1L, Long::sum);
                case JPEG_CMYK, JPEG_YCCK -> expected.merge(SilentChange.CMYK_CONVERTED, 1L, Long::sum);
                case PNG_RGBA -> expected.merge(SilentChange.ALPHA_DROPPED, 1L, Long::sum);
                case PNG_GREY_16 -> expected.merge(SilentChange.SAMPLES_CLIPPED, 1L, Long::sum);
                case PNG_RGB_16 -> expected.merge(SilentChange.LOW_BYTES_DROPPED, 1L, Long::sum);
                default -> {
                    // Nothing is lost.
                }
            }
        }
        Map<SilentChange, Long> counted = new EnumMap<>(SilentChange.class);
        STATISTICS.silent().forEach((change, examples) -> counted.put(change, examples.images()));
        assertThat(counted).isEqualTo(expected);
    }
}
