package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;

/** Expands the LZW codes of one TIFF block: high bits first, codes one entry early a bit longer. */
final class TiffCodes {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST = 258;
    private static final int MOST_BITS = 12;

    /** libtiff's table has room beyond what codes can name, and gives up when that is used up. */
    private static final int ROOM = (1 << MOST_BITS) + 1023;

    private final byte[] data;
    private final int end;
    private int position;
    private int bits;
    private int bitCount;

    /** Where in the target the string of each entry begins; its length is that of the string before it, plus one. */
    private final int[] starts = new int[ROOM + 1];

    private final int[] lengths = new int[ROOM + 1];

    TiffCodes(byte[] data, int offset, int length) {
        this.data = data;
        this.position = offset;
        this.end = offset + length;
    }

    void expand(byte[] target, int size) throws RejectException {
        int filled = 0;
        int next = FIRST;
        int width = 9;
        int previousStart = -1;
        int previousLength = 0;
        while (filled < size) {
            int code = code(width);
            if (code == END) {
                throw TiffCompression.tooShort();
            }
            if (code == CLEAR) {
                next = FIRST;
                width = 9;
                previousStart = -1;
                continue;
            }
            boolean first = previousStart < 0;
            if ((first && code > CLEAR) || code > next || next >= ROOM) {
                throw new RejectException(RejectCode.CORRUPT, "a TIFF block has an LZW code that is not in its table");
            }
            if (!first) {
                // The new string is the previous one and the first byte of this one, which follows it in the target.
                starts[next] = previousStart;
                lengths[next] = previousLength + 1;
                next++;
                if (next == (1 << width) - 1 && width < MOST_BITS) {
                    width++;
                }
            }
            int length = code < CLEAR ? 1 : lengths[code];
            previousStart = filled;
            previousLength = length;
            if (code < CLEAR) {
                target[filled++] = (byte) code;
            } else {
                int from = starts[code];
                for (int stop = Math.min(filled + length, size); filled < stop; filled++) {
                    target[filled] = target[from++];
                }
            }
        }
    }

    private int code(int width) throws RejectException {
        while (bitCount < width) {
            if (position >= end) {
                throw TiffCompression.tooShort();
            }
            bits = bits << 8 | (data[position++] & 0xFF);
            bitCount += 8;
        }
        bitCount -= width;
        return bits >>> bitCount & ((1 << width) - 1);
    }
}
