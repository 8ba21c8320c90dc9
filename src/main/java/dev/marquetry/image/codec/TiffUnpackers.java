package dev.marquetry.image.codec;

import dev.marquetry.image.codec.RowUnpacker.GreyScale;
import dev.marquetry.image.resize.Samples;
import dev.marquetry.options.RejectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.function.IntBinaryOperator;

/** Chooses how the pixels of a TIFF file become samples: the rows of Pillow's table that are decoded here. */
final class TiffUnpackers {
    private static final int COLOR_MAP = 320;
    private static final int UNCOMPRESSED = 1;

    private TiffUnpackers() {}

    /** Returns the unpacker of a layout, or rejects it. */
    static RowUnpacker of(TiffLayout layout, TiffDirectory directory) throws RejectException {
        RowUnpacker unpacker = switch (layout.photometric()) {
            case 0, 1 -> grey(layout, directory.order());
            case 2 -> color(layout, directory.order());
            case 3 -> indexed(layout, directory);
            case 5 -> inks(layout, directory.order());
            case 6 ->
                layout.samples() == 1 && layout.bits() == 8 && isUnsigned(layout)
                        ? RowUnpacker.bytes(1, 1, 1, 0)
                        : null;
            default -> null;
        };
        boolean reversible = layout.bits() <= 8 && layout.samples() == (layout.photometric() == 2 ? 3 : 1);
        if (unpacker == null
                || (layout.reversed() && (!reversible || layout.compression() != UNCOMPRESSED))
                || (layout.planar() && !isKnownPlanar(layout))) {
            throw TiffLayout.unsupported(
                    kind(layout),
                    String.format(
                            Locale.ROOT,
                            "%d samples of %d bits (photometric %d, format %d, extra samples [%s]%s%s)",
                            layout.samples(),
                            layout.bits(),
                            layout.photometric(),
                            layout.sampleFormat(),
                            layout.extra(),
                            layout.planar() ? ", planar" : "",
                            layout.reversed() ? ", reversed" : ""));
        }
        return unpacker;
    }

    /** Returns the best known reason why a layout is not decoded. */
    private static Refusal kind(TiffLayout layout) {
        int photometric = layout.photometric();
        int bits = layout.bits();
        if (photometric == 6) {
            return Refusal.TIFF_YCBCR;
        }
        if (photometric >= 8 && photometric <= 10) {
            return Refusal.TIFF_LAB;
        }
        if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16 && bits != 32) {
            return Refusal.TIFF_DEPTH;
        }
        return layout.reversed() ? Refusal.TIFF_REVERSED : layout.planar() ? Refusal.TIFF_PLANES : Refusal.TIFF_SAMPLES;
    }

    private static boolean isUnsigned(TiffLayout layout) {
        return layout.sampleFormat() == 1;
    }

    /** Planes are told apart only where Pillow's two ways of reading them agree with the format. */
    private static boolean isKnownPlanar(TiffLayout layout) {
        boolean compressed = layout.compression() != UNCOMPRESSED;
        boolean depth = compressed ? layout.bits() == 8 || layout.bits() == 16 : layout.bits() == 8;
        if (layout.planes() != layout.samples() && !compressed) {
            return false;
        }
        boolean colors = switch (layout.photometric()) {
            case 2 ->
                layout.samples() == 3
                        || (layout.samples() == 4 && layout.extra().equals("2"));
            case 5 -> layout.samples() == 4;
            default -> false;
        };
        return depth && colors;
    }

    private static RowUnpacker grey(TiffLayout layout, ByteOrder order) {
        int bits = layout.bits();
        boolean whiteIsZero = layout.photometric() == 0;
        boolean bigEndian = order == ByteOrder.BIG_ENDIAN;
        if (layout.samples() == 2) {
            boolean greyAlpha = bits == 8
                    && isUnsigned(layout)
                    && !whiteIsZero
                    && layout.extra().equals("2");
            return greyAlpha ? RowUnpacker.bytes(1, 2, 1, 0) : null;
        }
        if (layout.samples() != 1 || !layout.extra().isEmpty()) {
            return null;
        }
        // libtiff hands these over in the order of the machine, Pillow takes them in the order of the file.
        boolean swapped = bigEndian && layout.compression() != UNCOMPRESSED;
        return switch (layout.sampleFormat() * 100 + bits) {
            case 101, 102, 104, 108 ->
                RowUnpacker.grey(bits, whiteIsZero ? GreyScale.WHITE_IS_ZERO : GreyScale.BLACK_IS_ZERO);
            case 208 -> whiteIsZero ? null : RowUnpacker.bytes(1, 1, 1, 0);
            case 116 -> whiteIsZero && bigEndian ? null : RowUnpacker.clippedGrey(order);
            case 216 -> whiteIsZero || swapped ? null : new Numbers(2, order, Numbers.SIGNED);
            case 132 -> whiteIsZero || bigEndian ? null : new Numbers(4, order, Numbers.SIGNED);
            case 232 -> whiteIsZero || swapped ? null : new Numbers(4, order, Numbers.SIGNED);
            case 332 -> swapped ? null : new Numbers(4, order, Numbers.FLOAT);
            default -> null;
        };
    }

    private static RowUnpacker color(TiffLayout layout, ByteOrder order) {
        String extra = layout.extra();
        int beyond = layout.samples() - 3;
        boolean known = isUnsigned(layout)
                && beyond >= 0
                && (layout.bits() == 8 ? beyond <= 3 : layout.bits() == 16 && beyond <= 1)
                && (extra.length() == beyond || (extra.isEmpty() && beyond == 1 && !layout.planar()))
                && extra.lastIndexOf('1') <= 0
                && extra.lastIndexOf('2') <= 0;
        if (!known) {
            return null;
        }
        int sampleBytes = layout.bits() / 8;
        int chosen = sampleBytes == 2 && order == ByteOrder.LITTLE_ENDIAN ? 1 : 0;
        return extra.startsWith("1")
                ? new Fours(layout.samples() * sampleBytes, sampleBytes, chosen, TiffUnpackers::unmultiplied)
                : RowUnpacker.bytes(3, layout.samples() * sampleBytes, sampleBytes, chosen);
    }

    private static RowUnpacker indexed(TiffLayout layout, TiffDirectory directory) throws RejectException {
        int bits = layout.bits();
        boolean single = layout.samples() == 1 && layout.extra().isEmpty() && ((bits <= 4 && bits != 3) || bits == 8);
        boolean pair = layout.samples() == 2
                && bits == 8
                && (layout.extra().equals("0") || layout.extra().equals("2"));
        if (!isUnsigned(layout) || (!single && !pair)) {
            return null;
        }
        int colors = directory.count(COLOR_MAP) / 3;
        if (colors == 0 || colors > 256) {
            throw TiffLayout.unsupported(Refusal.TIFF_PALETTE, "a palette of " + colors + " colours");
        }
        Palette palette = new Palette();
        for (int i = 0; i < colors; i++) {
            palette.set(
                    i,
                    (int) directory.number(COLOR_MAP, i, "the palette") / 256,
                    (int) directory.number(COLOR_MAP, colors + i, "the palette") / 256,
                    (int) directory.number(COLOR_MAP, 2 * colors + i, "the palette") / 256);
        }
        return RowUnpacker.indexed(bits, bits * layout.samples(), palette);
    }

    private static RowUnpacker inks(TiffLayout layout, ByteOrder order) {
        int beyond = layout.samples() - 4;
        boolean known = isUnsigned(layout)
                && beyond >= 0
                && (layout.bits() == 8 ? beyond <= 2 : layout.bits() == 16 && beyond == 0)
                && layout.extra().equals("0".repeat(beyond));
        int sampleBytes = layout.bits() / 8;
        int chosen = sampleBytes == 2 && order == ByteOrder.LITTLE_ENDIAN ? 1 : 0;
        return known
                ? new Fours(
                        layout.samples() * sampleBytes,
                        sampleBytes,
                        chosen,
                        (ink, black) -> Samples.fromInk(ink, 255 - black))
                : null;
    }

    /** Numbers of a wide type, truncated to whole ones and clipped to 0 and 255. */
    private static final class Numbers extends RowUnpacker {
        static final int SIGNED = 2;
        static final int FLOAT = 3;

        private final int bytes;
        private final ByteOrder order;
        private final int format;

        Numbers(int bytes, ByteOrder order, int format) {
            super(1);
            this.bytes = bytes;
            this.order = order;
            this.format = format;
        }

        @Override
        void unpack(byte[] row, int from, int count, byte[] target, int to, int step) {
            ByteBuffer numbers = ByteBuffer.wrap(row).order(order);
            for (int x = 0; x < count; x++) {
                int at = from + x * bytes;
                int value = format == FLOAT
                        ? (int) numbers.getFloat(at)
                        : bytes == 2 ? numbers.getShort(at) : numbers.getInt(at);
                target[to + x * step] = (byte) Math.max(0, Math.min(255, value));
            }
        }
    }

    /** Three samples, each of which the fourth of its pixel has a part in. */
    private static final class Fours extends RowUnpacker {
        private final int pixelBytes;
        private final int sampleBytes;
        private final int chosen;
        private final IntBinaryOperator operation;

        Fours(int pixelBytes, int sampleBytes, int chosen, IntBinaryOperator operation) {
            super(3);
            this.pixelBytes = pixelBytes;
            this.sampleBytes = sampleBytes;
            this.chosen = chosen;
            this.operation = operation;
        }

        @Override
        void unpack(byte[] row, int from, int count, byte[] target, int to, int step) {
            for (int x = 0; x < count; x++) {
                int at = from + x * pixelBytes + chosen;
                int fourth = row[at + 3 * sampleBytes] & 0xFF;
                for (int c = 0; c < 3; c++) {
                    int sample = row[at + c * sampleBytes] & 0xFF;
                    target[to + x * step + c] = (byte) operation.applyAsInt(sample, fourth);
                }
            }
        }
    }

    /** Returns a sample as it was before it was multiplied with the alpha. */
    private static int unmultiplied(int sample, int alpha) {
        return alpha == 0 ? 0 : Math.min(255, sample * 255 / alpha);
    }
}
