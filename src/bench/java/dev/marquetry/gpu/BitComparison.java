package dev.marquetry.gpu;

import dev.marquetry.image.ImageDecoder;
import dev.marquetry.image.codec.ImageEncoder;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Layout;
import dev.marquetry.options.DType;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.tensor.DeviceResize;
import dev.marquetry.tensor.TensorConverter;
import dev.marquetry.tensor.TensorEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Compares a device with the CPU, to the bit: every way to resize, and every conversion.
 *
 * <p>The CPU's resize is that of the decoder, which is tested against Pillow; its conversions are the engine's on the
 * CPU.
 */
final class BitComparison {
    /** Heights and widths: one pixel, one row, odd ones, the target itself, much larger and smaller ones. */
    private static final int[][] SIZES = {
        {1, 1}, {1, 37}, {41, 1}, {2, 3}, {224, 224}, {223, 225}, {375, 500}, {500, 333}, {17, 1024}, {800, 91}
    };

    private static final int[][] TARGETS = {{224, 224}, {1, 1}, {37, 53}, {301, 190}};
    private static final int BATCH = 3;

    private final TensorEngine cpu;
    private final TensorEngine device;
    private final Differences differences = new Differences();

    /**
     * @param cpu the engine on the CPU
     * @param device the engine on the device that is looked at
     */
    BitComparison(TensorEngine cpu, TensorEngine device) {
        this.cpu = cpu;
        this.device = device;
    }

    /** Compares all. */
    Differences run() throws RejectException {
        List<byte[]> files = new ArrayList<>();
        for (int[] size : SIZES) {
            files.add(file(size[0], size[1]));
        }
        for (Resize resize : resizes()) {
            for (ColorMode mode : ColorMode.values()) {
                resize(resize, mode, files);
            }
        }
        for (DType dtype : TensorOptions.DTYPES) {
            for (Layout layout : Layout.values()) {
                for (int[] size : SIZES) {
                    convert(TensorOptions.of(dtype).withLayout(layout), size[0], size[1]);
                    if (dtype != DType.UINT8) {
                        convert(
                                TensorOptions.of(dtype).withLayout(layout).withNormalization(Normalization.IMAGENET),
                                size[0],
                                size[1]);
                    }
                }
            }
        }
        return differences;
    }

    /** Each method to each size; a method that pads does so in each way. */
    private static List<Resize> resizes() {
        List<Resize> resizes = new ArrayList<>();
        for (int[] target : TARGETS) {
            resizes.add(new Resize(ResizeMethod.CROP, target[0], target[1], PadMode.REFLECTION));
            resizes.add(new Resize(ResizeMethod.SQUISH, target[0], target[1], PadMode.REFLECTION));
            for (PadMode padMode : PadMode.values()) {
                resizes.add(new Resize(ResizeMethod.PAD, target[0], target[1], padMode));
            }
        }
        return resizes;
    }

    private void resize(Resize resize, ColorMode mode, List<byte[]> files) throws RejectException {
        ImageOptions options = new ImageOptions(mode, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, resize);
        List<Pixels> windows = new ArrayList<>();
        List<Pixels> expected = new ArrayList<>();
        try (ImageDecoder whole = new ImageDecoder(options);
                ImageDecoder uncut = ImageDecoder.ofWindows(options);
                DeviceResize onDevice = new DeviceResize(resize, device)) {
            for (byte[] file : files) {
                expected.add(whole.decode(file, file.length).pixels());
                windows.add(uncut.decode(file, file.length).pixels());
            }
            List<Pixels> found = onDevice.resize(windows);
            for (int i = 0; i < files.size(); i++) {
                differences.compare(
                        "resize of " + SIZES[i][0] + " x " + SIZES[i][1] + ", " + mode + ", " + resize,
                        expected.get(i).data(),
                        found.get(i).data());
            }
        }
    }

    private void convert(TensorOptions options, int height, int width) {
        List<Pixels> batch = new ArrayList<>();
        for (int image = 0; image < BATCH; image++) {
            batch.add(new Pixels(height, width, 3, samples(height, width, image)));
        }
        try (TensorConverter onCpu = new TensorConverter(options, cpu);
                TensorConverter onDevice = new TensorConverter(options, device)) {
            List<byte[]> expected = onCpu.convert(batch);
            List<byte[]> found = onDevice.convert(batch);
            for (int image = 0; image < BATCH; image++) {
                differences.compare(
                        "conversion of " + height + " x " + width + " to " + options,
                        expected.get(image),
                        found.get(image));
            }
        }
    }

    private static byte[] file(int height, int width) {
        return ImageEncoder.png(height, width, 3, samples(height, width, 0));
    }

    /** Many extremes: rounding and clipping show in sums near the ends. */
    private static byte[] samples(int height, int width, int seed) {
        Random random = new Random(31L * height + width + 1_000_003L * seed);
        byte[] samples = new byte[height * width * 3];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (random.nextInt(3) == 0 ? 255 : random.nextInt(256));
        }
        return samples;
    }
}
