package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;

/**
 * The palette indexes of a GIF frame, uncompressed.
 *
 * <p>GIF's LZW is undone here and not by the JDK, whose reader gives half a frame for a damaged one and says nothing.
 * Refuses what Pillow refuses.
 */
final class GifFrame {
    private static final int MOST_BITS = 12;
    private static final int TABLE = 1 << MOST_BITS;
    private static final int[] FIRST_ROWS = {0, 4, 2, 1};
    private static final int[] ROW_STEPS = {8, 8, 4, 2};

    private final byte[] file;
    private final int codeBits;
    private int blockEnd;
    private int at;
    private int bits;
    private int bitCount;

    private GifFrame(byte[] file, int data) throws ImageException {
        this.file = file;
        this.codeBits = Bytes.unsignedByte(file, data);
        this.at = data + 1;
        this.blockEnd = at;
        if (codeBits < 1 || codeBits > 8) {
            throw new ImageException(Fault.CORRUPT, "the GIF file has codes of " + codeBits + " bits");
        }
    }

    /**
     * Returns the indexes row by row, an interlaced frame in its proper order.
     *
     * @throws ImageException if the data is damaged or ends too early
     */
    static byte[] indexes(byte[] file, GifFile gif) throws ImageException {
        byte[] stored = new GifFrame(file, gif.data()).decode(gif.width() * gif.height());
        if (!gif.interlaced()) {
            return stored;
        }
        byte[] ordered = new byte[stored.length];
        int from = 0;
        for (int pass = 0; pass < FIRST_ROWS.length; pass++) {
            for (int row = FIRST_ROWS[pass]; row < gif.height(); row += ROW_STEPS[pass]) {
                System.arraycopy(stored, from, ordered, row * gif.width(), gif.width());
                from += gif.width();
            }
        }
        return ordered;
    }

    private byte[] decode(int count) throws ImageException {
        int clear = 1 << codeBits;
        int[] links = new int[TABLE];
        byte[] values = new byte[TABLE];
        byte[] reversed = new byte[TABLE + 1];
        byte[] indexes = new byte[count];
        int size = codeBits + 1;
        int next = clear + 2;
        int last = -1;
        int first = 0;
        int written = 0;
        while (written < count) {
            int code = code(size);
            if (code == clear) {
                size = codeBits + 1;
                next = clear + 2;
                last = -1;
                continue;
            }
            if (code < 0 || code == clear + 1) {
                throw new ImageException(
                        Fault.TRUNCATED, "the GIF file has data for " + written + " of " + count + " pixels");
            }
            if (last < 0 ? code > clear : code > next) {
                throw new ImageException(Fault.CORRUPT, "the GIF file has a code that stands for nothing");
            }
            int depth = 0;
            int walk = code;
            if (last >= 0 && code == next) {
                reversed[depth++] = (byte) first;
                walk = last;
            }
            while (walk >= clear) {
                if (depth == TABLE) {
                    throw new ImageException(Fault.CORRUPT, "the GIF file has a code that stands for itself");
                }
                reversed[depth++] = values[walk];
                walk = links[walk];
            }
            first = walk;
            reversed[depth++] = (byte) first;
            while (depth > 0 && written < count) {
                indexes[written++] = reversed[--depth];
            }
            if (last >= 0 && next < TABLE) {
                values[next] = (byte) first;
                links[next] = last;
                if (next == (1 << size) - 1 && size < MOST_BITS) {
                    size++;
                }
                next++;
            }
            last = code;
        }
        return indexes;
    }

    /** Returns the next code, or -1 at the end of the data; the blocks are known to lie within the file. */
    private int code(int size) {
        while (bitCount < size) {
            if (at == blockEnd) {
                int block = Bytes.unsignedByte(file, at);
                if (block == 0) {
                    return -1;
                }
                at++;
                blockEnd = at + block;
            }
            bits |= Bytes.unsignedByte(file, at++) << bitCount;
            bitCount += 8;
        }
        int code = bits & ((1 << size) - 1);
        bits >>>= size;
        bitCount -= size;
        return code;
    }
}
