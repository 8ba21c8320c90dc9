package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;

/**
 * Expands the LZW codes of one GIF frame into palette indices, row by row in the order of the file.
 *
 * <p>Codes are taken as Pillow takes them: the table starts out cleared, and stays as it is when it is full.
 */
final class GifCodes {
    private static final int MOST_BITS = 12;
    private static final int TABLE = 1 << MOST_BITS;

    private final FileBytes file;
    private final int clear;
    private final int codeBits;
    private final byte[] lasts = new byte[TABLE];
    private final int[] links = new int[TABLE];
    private final byte[] text = new byte[TABLE];
    private int position;
    private int blockEnd;
    private int bits;
    private int bitCount;

    /** Starts at the byte that states the code size. */
    GifCodes(FileBytes file, int position) throws RejectException {
        this.file = file;
        int size = file.unsignedByte(position);
        if (size > MOST_BITS) {
            throw new RejectException(RejectCode.CORRUPT, "GIF codes of " + size + " bits");
        }
        this.position = position + 1;
        this.blockEnd = this.position;
        this.clear = 1 << size;
        this.codeBits = size + 1;
    }

    /** Takes the indices as they are expanded. */
    interface Sink {
        /** Takes some indices; returns whether there is room for more. */
        boolean accept(byte[] indices, int offset, int count);
    }

    /** Expands codes until the sink is full. */
    void expand(Sink sink) throws RejectException {
        int next = clear + 2;
        int size = codeBits;
        int previous = -1;
        int first = 0;
        while (true) {
            int code = code(size);
            if (code == clear) {
                next = clear + 2;
                size = codeBits;
                previous = -1;
                continue;
            }
            if (code == clear + 1) {
                throw new RejectException(RejectCode.CORRUPT, "the GIF data ends before the last pixel");
            }
            if (code > (previous < 0 ? clear : next)) {
                throw new RejectException(RejectCode.CORRUPT, "the GIF data has a code that is not in its table");
            }
            int start = TABLE;
            int link = code;
            if (previous >= 0 && code == next) {
                text[--start] = (byte) first;
                link = previous;
            }
            while (link >= clear) {
                if (start <= 1 || link >= TABLE) {
                    throw new RejectException(RejectCode.CORRUPT, "the GIF data has a string longer than its table");
                }
                text[--start] = lasts[link];
                link = links[link];
            }
            first = link;
            text[--start] = (byte) first;
            if (previous >= 0 && next < TABLE) {
                lasts[next] = (byte) first;
                links[next] = previous;
                if (next == (1 << size) - 1 && size < MOST_BITS) {
                    size++;
                }
                next++;
            }
            previous = code;
            if (!sink.accept(text, start, TABLE - start)) {
                return;
            }
        }
    }

    private int code(int size) throws RejectException {
        while (bitCount < size) {
            if (position < blockEnd) {
                bits |= (file.data()[position++] & 0xFF) << bitCount;
                bitCount += 8;
            } else {
                int length = file.unsignedByte(position++);
                file.require(position, length, "the data of the GIF frame");
                blockEnd = position + length;
                if (length == 0) {
                    throw new RejectException(RejectCode.TRUNCATED, "the GIF data ends before the last pixel");
                }
            }
        }
        int code = bits & ((1 << size) - 1);
        bits >>>= size;
        bitCount -= size;
        return code;
    }
}
