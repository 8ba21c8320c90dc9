package dev.marquetry.image.codec;

import dev.marquetry.options.RejectException;

/**
 * What stands in a BMP file in front of its pixels, read as Pillow's BMP plugin reads it.
 *
 * @param width columns
 * @param height rows
 * @param topDown whether the first row of the file is the top one
 * @param bits bits per pixel
 * @param compression 0 for none, 1 and 2 for run lengths of 8 and 4 bits, 3 for colours told apart by masks
 * @param masks the masks of the colours, or null without any
 * @param palette the colours of indices, or null where there are none or where they are the greys in order
 * @param data the offset of the pixels
 */
record BmpHeader(
        long width,
        long height,
        boolean topDown,
        int bits,
        int compression,
        BmpMasks masks,
        Palette palette,
        long data) {
    private static final int FILE_HEADER = 14;
    private static final int CORE = 12;
    private static final int MASKS = 3;

    /** Pillow takes larger palettes for grey ones only, which it leaves out. */
    private static final int MOST_COLORS = 65536;

    /** Reads header, masks and palette. */
    static BmpHeader read(FileBytes file) throws RejectException {
        return new Reader(file).read();
    }

    /** Holds what several steps of reading need. */
    private static final class Reader {
        private final FileBytes file;
        private int size;
        private int bits;
        private int compression;
        private BmpMasks masks;
        private int end;

        Reader(FileBytes file) {
            this.file = file;
        }

        BmpHeader read() throws RejectException {
            long stated = file.littleEndianInt(FILE_HEADER);
            if (stated != CORE
                    && stated != 40
                    && stated != 52
                    && stated != 56
                    && stated != 64
                    && stated != 108
                    && stated != 124) {
                throw Refusal.BMP_HEADER.because("BMP header of " + stated + " bytes");
            }
            size = (int) stated;
            end = FILE_HEADER + size;
            file.require(FILE_HEADER, size, "the BMP header");
            long offset = file.littleEndianInt(10);
            if (size == CORE) {
                bits = file.littleEndianShort(24);
                return palette(
                        file.littleEndianShort(18), file.littleEndianShort(20), offset, 3, 1L << Math.min(bits, 32));
            }
            bits = file.littleEndianShort(28);
            long compressionCode = file.littleEndianInt(30);
            if (compressionCode > MASKS) {
                throw Refusal.BMP_COMPRESSION.because("BMP compression " + compressionCode);
            }
            compression = (int) compressionCode;
            long colors = file.littleEndianInt(46);
            if (compression == MASKS) {
                readMasks();
            }
            return palette(
                    file.littleEndianInt(18),
                    file.littleEndianInt(22),
                    offset,
                    4,
                    colors == 0 ? 1L << Math.min(bits, 32) : colors);
        }

        private void readMasks() throws RejectException {
            boolean inHeader = size >= 52;
            int start = inHeader ? FILE_HEADER + 40 : end;
            masks = new BmpMasks(
                    file.littleEndianInt(start),
                    file.littleEndianInt(start + 4),
                    file.littleEndianInt(start + 8),
                    size >= 56 ? file.littleEndianInt(start + 12) : 0);
            if (!inHeader) {
                end += 12;
            }
        }

        private BmpHeader palette(long width, long statedHeight, long statedOffset, int entry, long colors)
                throws RejectException {
            boolean topDown = size != CORE && file.unsignedByte(25) == 0xFF;
            long height = topDown ? (1L << 32) - statedHeight : statedHeight;
            if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
                throw Refusal.BMP_DEPTH.because("BMP of " + bits + " bits per pixel");
            }
            Palette palette = null;
            long offset = statedOffset;
            if (bits <= 8) {
                if (offset == FILE_HEADER + size) {
                    offset += entry * colors;
                }
                // The palette is what the file has of it: one that states none is taken to state all.
                int bytes = (int) Math.max(0, Math.min(entry * colors, file.length() - end));
                boolean isGrey = colors <= MOST_COLORS && isGrey((int) colors, entry);
                if (colors > MOST_COLORS || (!isGrey && bytes / entry > Palette.MOST_COLORS)) {
                    throw Refusal.BMP_PALETTE.because("the BMP file states a palette of " + colors + " colours");
                }
                palette = isGrey ? null : colors(bytes / entry, entry);
                requireOrdinaryGrey(palette, (int) colors);
                end += bytes;
            }
            return new BmpHeader(width, height, topDown, bits, compression, masks, palette, offset == 0 ? end : offset);
        }

        private boolean isGrey(int colors, int entry) throws RejectException {
            if (file.length() - end < (colors - 1) * entry + 3) {
                return false;
            }
            for (int i = 0; i < colors; i++) {
                int grey = colors == 2 ? 255 * i : i & 0xFF;
                for (int c = 0; c < 3; c++) {
                    if (file.unsignedByte(end + i * entry + c) != grey) {
                        return false;
                    }
                }
            }
            return true;
        }

        private Palette colors(int colors, int entry) throws RejectException {
            Palette palette = new Palette();
            for (int i = 0; i < colors; i++) {
                int at = end + i * entry;
                palette.set(i, file.unsignedByte(at + 2), file.unsignedByte(at + 1), file.unsignedByte(at));
            }
            return palette;
        }

        /** Pillow takes pixels with a grey palette for 1 or 8 bits, whatever the file says. */
        private void requireOrdinaryGrey(Palette palette, int colors) throws RejectException {
            boolean bitonal = colors == 2;
            if (palette == null && (compression == 0 ? bits != (bitonal ? 1 : 8) : bitonal)) {
                throw Refusal.BMP_GREY.because(
                        "BMP of " + bits + " bits with a grey palette of " + colors + " colours");
            }
        }
    }
}
