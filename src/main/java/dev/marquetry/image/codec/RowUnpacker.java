package dev.marquetry.image.codec;

import java.nio.ByteOrder;

/**
 * Turns the pixels of one row, as a file packs them, into samples of luma or of red, green and blue.
 *
 * <p>One implementation per layout, chosen once per file.
 */
abstract class RowUnpacker {
    private final int channels;

    RowUnpacker(int channels) {
        this.channels = channels;
    }

    /** Returns how many samples each pixel becomes. */
    final int channels() {
        return channels;
    }

    /**
     * Unpacks pixels.
     *
     * @param row holds the packed pixels
     * @param from the index of the first packed byte
     * @param count how many pixels
     * @param target takes the samples
     * @param to the index of the first pixel's first sample
     * @param step the distance between the first samples of pixels that follow each other
     */
    abstract void unpack(byte[] row, int from, int count, byte[] target, int to, int step);

    /**
     * Takes one byte of each sample.
     *
     * @param channels 1 for luma, 3 for red, green, blue
     * @param pixelBytes the bytes of a whole pixel, of which the samples come first
     * @param sampleBytes the bytes of a sample
     * @param chosen which byte of a sample is taken
     */
    static RowUnpacker bytes(int channels, int pixelBytes, int sampleBytes, int chosen) {
        return new Bytes(channels, pixelBytes, sampleBytes, chosen);
    }

    /** Stretches grey of up to 8 bits to the whole range; inverted, where 0 is white. */
    static RowUnpacker grey(int bits, GreyScale scale) {
        byte[] levels = new byte[1 << bits];
        for (int i = 0; i < levels.length; i++) {
            int level = i * 255 / (levels.length - 1);
            levels[i] = (byte) (scale == GreyScale.WHITE_IS_ZERO ? 255 - level : level);
        }
        return new Grey(bits, levels);
    }

    /** Clips unsigned grey of 16 bits at 255. */
    static RowUnpacker clippedGrey(ByteOrder order) {
        return new ClippedGrey(order == ByteOrder.BIG_ENDIAN ? 0 : 1);
    }

    /** Looks colours up by indices of {@code bits}, each in a pixel of {@code pixelBits}. */
    static RowUnpacker indexed(int bits, int pixelBits, Palette palette) {
        return new Indexed(bits, pixelBits, palette);
    }

    /** Which end of a grey scale is white. */
    enum GreyScale {
        BLACK_IS_ZERO,
        WHITE_IS_ZERO
    }

    /** Samples of whole bytes, of which one byte counts. */
    private static final class Bytes extends RowUnpacker {
        private final int pixelBytes;
        private final int sampleBytes;
        private final int chosen;

        Bytes(int channels, int pixelBytes, int sampleBytes, int chosen) {
            super(channels);
            this.pixelBytes = pixelBytes;
            this.sampleBytes = sampleBytes;
            this.chosen = chosen;
        }

        @Override
        void unpack(byte[] row, int from, int count, byte[] target, int to, int step) {
            if (pixelBytes == channels() && step == channels()) {
                System.arraycopy(row, from, target, to, count * step);
                return;
            }
            int source = from + chosen;
            int sink = to;
            if (channels() == 1) {
                for (int x = 0; x < count; x++, source += pixelBytes, sink += step) {
                    target[sink] = row[source];
                }
                return;
            }
            for (int x = 0; x < count; x++, source += pixelBytes, sink += step) {
                target[sink] = row[source];
                target[sink + 1] = row[source + sampleBytes];
                target[sink + 2] = row[source + 2 * sampleBytes];
            }
        }
    }

    private static final class ClippedGrey extends RowUnpacker {
        private final int high;

        ClippedGrey(int high) {
            super(1);
            this.high = high;
        }

        @Override
        void unpack(byte[] row, int from, int count, byte[] target, int to, int step) {
            int low = 1 - high;
            for (int x = 0; x < count; x++) {
                int at = from + 2 * x;
                target[to + x * step] = row[at + high] == 0 ? row[at + low] : (byte) 0xFF;
            }
        }
    }

    private static final class Grey extends RowUnpacker {
        private final int bits;
        private final byte[] levels;

        Grey(int bits, byte[] levels) {
            super(1);
            this.bits = bits;
            this.levels = levels;
        }

        @Override
        void unpack(byte[] row, int from, int count, byte[] target, int to, int step) {
            for (int x = 0; x < count; x++) {
                target[to + x * step] = levels[packed(row, from, x * bits, bits)];
            }
        }
    }

    private static final class Indexed extends RowUnpacker {
        private final int bits;
        private final int pixelBits;
        private final Palette palette;

        Indexed(int bits, int pixelBits, Palette palette) {
            super(3);
            this.bits = bits;
            this.pixelBits = pixelBits;
            this.palette = palette;
        }

        @Override
        void unpack(byte[] row, int from, int count, byte[] target, int to, int step) {
            for (int x = 0; x < count; x++) {
                palette.put(packed(row, from, x * pixelBits, bits), target, to + x * step);
            }
        }
    }

    /** Returns the value of 1, 2, 4 or 8 bits that begins at a bit, counted from the highest of the first byte. */
    static int packed(byte[] row, int from, int bit, int bits) {
        return row[from + (bit >> 3)] >> (8 - bits - (bit & 7)) & ((1 << bits) - 1);
    }
}
