package dev.marquetry.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Draws JPEGs for benchmarks, sized and compressed like most of ImageNet. */
public final class BenchSamples {
    private static final int LOWEST_QUALITY = 75;
    private static final int HIGHEST_QUALITY = 95;

    /** Of 16-bit samples; these make files of about 110 KB on average. */
    private static final double FINEST_TEXTURE = 6_000;

    private static final double COARSEST_TEXTURE = 40_000;

    private BenchSamples() {}

    /** Writes so many pictures of 500 x 375 or thereabouts, baseline, 4:2:0, of quality 75 to 95. */
    public static void write(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        Subject[] subjects = Subject.values();
        for (int index = 0; index < count; index++) {
            SplittableRandom random = new SplittableRandom(index);
            SizeClass.Size size = SizeClass.ORDINARY.draw(random);
            Canvas canvas = new Canvas(size.width(), size.height());
            subjects[index % subjects.length].scene().draw(canvas, random);
            byte[] file = OpenCvEncoder.color(
                    "jpg",
                    textured(Camera.photograph(canvas, random), random),
                    opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
                    random.nextInt(LOWEST_QUALITY, HIGHEST_QUALITY + 1),
                    opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                    opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420);
            Files.write(folder.resolve(String.format("%05d.jpg", index)), file);
        }
    }

    /** Returns a picture with the fine detail of fur, leaves and fabric, which drawn scenes lack: it is what fills a photograph's file. */
    private static Picture textured(Picture picture, SplittableRandom random) {
        short[] samples = picture.samples().clone();
        double strength = random.nextDouble(FINEST_TEXTURE, COARSEST_TEXTURE);
        for (int pixel = 0; pixel < samples.length; pixel += 3) {
            int light = (int) ((random.nextDouble() - random.nextDouble()) * strength);
            for (int channel = pixel; channel < pixel + 3; channel++) {
                samples[channel] = (short) Math.max(0, Math.min(65535, (samples[channel] & 0xFFFF) + light));
            }
        }
        return new Picture(picture.width(), picture.height(), samples);
    }
}
