package dev.marquetry.image;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pillow's {@code Image.resize(size, BILINEAR)} on 8-bit samples, to the bit.
 *
 * <p>Two passes in fixed point, each rounded to 8 bits: horizontal, then vertical; a pass whose size does not change is
 * left out. A source more than 100 times as high as wide that shrinks in height takes the vertical pass first. Keeps
 * buffers and weights for the next image; not thread-safe.
 */
final class Resizer {
    private static final int ROUNDING = 1 << (Coefficients.PRECISION - 1);
    private static final int MOST_KEPT = 256;

    private final Map<Long, Coefficients> kept = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Coefficients> eldest) {
            return size() > MOST_KEPT;
        }
    };
    private byte[] between = {};
    private int[] sums = {};

    /**
     * Resizes.
     *
     * @param source HWC samples
     * @param offset where the first sample of the window is
     * @param stride samples from one row to the next
     * @param window the size of the window; its position is in {@code offset} already
     * @param channels samples per pixel
     * @param height rows of the result
     * @param width columns of the result
     * @return the samples of the result
     */
    byte[] resize(byte[] source, int offset, int stride, Window window, int channels, int height, int width) {
        boolean tallFirst = window.height() > 100L * window.width() && height < window.height();
        byte[] result = new byte[height * width * channels];
        int row = width * channels;
        if (window.width() == width && window.height() == height) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(source, offset + y * stride, result, y * row, row);
            }
        } else if (window.width() == width) {
            vertical(source, offset, stride, coefficients(window.height(), height), row, result);
        } else if (window.height() == height) {
            horizontal(source, offset, stride, height, coefficients(window.width(), width), channels, result);
        } else if (tallFirst) {
            int sourceRow = window.width() * channels;
            byte[] rows = between(height * sourceRow);
            vertical(source, offset, stride, coefficients(window.height(), height), sourceRow, rows);
            horizontal(rows, 0, sourceRow, height, coefficients(window.width(), width), channels, result);
        } else {
            byte[] rows = between(window.height() * row);
            horizontal(source, offset, stride, window.height(), coefficients(window.width(), width), channels, rows);
            vertical(rows, 0, row, coefficients(window.height(), height), row, result);
        }
        return result;
    }

    private Coefficients coefficients(int from, int to) {
        return kept.computeIfAbsent(((long) from << 32) | to, key -> Coefficients.of(from, to));
    }

    private byte[] between(int length) {
        if (between.length < length) {
            between = new byte[length];
        }
        return between;
    }

    private static void horizontal(
            byte[] source, int offset, int stride, int rows, Coefficients across, int channels, byte[] result) {
        for (int y = 0; y < rows; y++) {
            int to = y * across.size() * channels;
            if (channels == 3) {
                horizontalOfThree(source, offset + y * stride, across, result, to);
            } else {
                horizontalOfOne(source, offset + y * stride, across, result, to);
            }
        }
    }

    private static void horizontalOfThree(byte[] source, int row, Coefficients across, byte[] result, int to) {
        int[] weights = across.weights();
        int next = to;
        for (int x = 0; x < across.size(); x++) {
            int red = ROUNDING;
            int green = ROUNDING;
            int blue = ROUNDING;
            int from = row + across.first(x) * 3;
            int weightsFrom = across.offset(x);
            int weightsTo = weightsFrom + across.count(x);
            for (int tap = weightsFrom; tap < weightsTo; tap++) {
                int weight = weights[tap];
                red += (source[from] & 0xff) * weight;
                green += (source[from + 1] & 0xff) * weight;
                blue += (source[from + 2] & 0xff) * weight;
                from += 3;
            }
            result[next] = clip(red);
            result[next + 1] = clip(green);
            result[next + 2] = clip(blue);
            next += 3;
        }
    }

    private static void horizontalOfOne(byte[] source, int row, Coefficients across, byte[] result, int to) {
        int[] weights = across.weights();
        for (int x = 0; x < across.size(); x++) {
            int sum = ROUNDING;
            int from = row + across.first(x);
            int weightsFrom = across.offset(x);
            for (int tap = 0; tap < across.count(x); tap++) {
                sum += (source[from + tap] & 0xff) * weights[weightsFrom + tap];
            }
            result[to + x] = clip(sum);
        }
    }

    private void vertical(byte[] source, int offset, int stride, Coefficients down, int row, byte[] result) {
        if (sums.length < row) {
            sums = new int[row];
        }
        int[] weights = down.weights();
        for (int y = 0; y < down.size(); y++) {
            Arrays.fill(sums, 0, row, ROUNDING);
            for (int tap = 0; tap < down.count(y); tap++) {
                add(source, offset + (down.first(y) + tap) * stride, weights[down.offset(y) + tap], sums, row);
            }
            store(sums, result, y * row, row);
        }
    }

    /** One loop over plain arrays, which the JIT turns into vector instructions. */
    private static void add(byte[] source, int from, int weight, int[] sums, int length) {
        for (int index = 0; index < length; index++) {
            sums[index] += (source[from + index] & 0xff) * weight;
        }
    }

    private static void store(int[] sums, byte[] result, int to, int length) {
        for (int index = 0; index < length; index++) {
            result[to + index] = clip(sums[index]);
        }
    }

    private static byte clip(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> Coefficients.PRECISION));
    }
}
