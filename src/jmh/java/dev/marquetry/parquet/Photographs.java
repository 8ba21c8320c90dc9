package dev.marquetry.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Images to write: those of the file named by the system property {@code photographs} (raw 8-bit HWC, 224 x 224 x 3,
 * one after the other) or, without it, smooth shapes with edges and sensor noise.
 */
final class Photographs {
    static final int SIDE = 224;
    static final int CHANNELS = 3;
    static final int LENGTH = SIDE * SIDE * CHANNELS;

    private static final int DRAWN = 32;

    private Photographs() {}

    static List<byte[]> images() {
        String file = System.getProperty("photographs");
        return file == null ? drawn() : read(Path.of(file));
    }

    private static List<byte[]> read(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            List<byte[]> images = new ArrayList<>();
            for (int start = 0; start + LENGTH <= all.length; start += LENGTH) {
                images.add(Arrays.copyOfRange(all, start, start + LENGTH));
            }
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> drawn() {
        List<byte[]> images = new ArrayList<>();
        for (int seed = 0; seed < DRAWN; seed++) {
            images.add(draw(new Random(seed)));
        }
        return images;
    }

    private static byte[] draw(Random random) {
        double[][] waves = new double[8][];
        for (int i = 0; i < waves.length; i++) {
            double scale = Math.pow(2, i / 2.0) * 0.01;
            waves[i] = new double[] {
                random.nextGaussian() * scale, random.nextGaussian() * scale, random.nextDouble() * 6, 40.0 / (1 + i)
            };
        }
        byte[] image = new byte[LENGTH];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double light = 128;
                for (double[] wave : waves) {
                    double phase = Math.sin(wave[0] * x + wave[1] * y + wave[2]);
                    light += wave[3] * (phase > 0.6 ? 1 : phase);
                }
                for (int channel = 0; channel < CHANNELS; channel++) {
                    double value = light * (0.8 + 0.15 * channel) + random.nextGaussian() * 4;
                    image[(y * SIDE + x) * CHANNELS + channel] = (byte) Math.max(0, Math.min(255, value));
                }
            }
        }
        return image;
    }
}
