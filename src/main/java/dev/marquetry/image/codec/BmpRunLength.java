package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.util.Arrays;

/**
 * Expands the run lengths of a BMP file into one index per pixel, in the order of the file.
 *
 * <p>Follows Pillow to the letter, where that is not the letter of the format: an end of line completes a row that has
 * begun, nothing more, and of an odd absolute run of 4 bits the last pixel is not there.
 */
final class BmpRunLength {
    private final FileBytes file;
    private final boolean nibbles;
    private final int width;
    private final byte[] target;
    private final int size;
    private long filled;

    BmpRunLength(FileBytes file, BmpHeader header, byte[] target) {
        this.file = file;
        this.nibbles = header.compression() == 2;
        this.width = (int) header.width();
        this.target = target;
        this.size = width * (int) header.height();
    }

    /** Fills the target from the data at the offset. */
    void expand(long offset) throws RejectException {
        long position = offset;
        int x = 0;
        while (filled < size) {
            file.require(position, 2, "the BMP run lengths");
            int count = file.unsignedByte((int) position);
            int value = file.unsignedByte((int) position + 1);
            position += 2;
            if (count > 0) {
                int run = Math.min(count, Math.max(0, width - x));
                run(run, value);
                x += run;
            } else if (value == 0) {
                zeros((width - filled % width) % width);
                x = 0;
            } else if (value == 1) {
                throw new RejectException(RejectCode.CORRUPT, "the BMP run lengths end before the last pixel");
            } else if (value == 2) {
                file.require(position, 2, "the BMP run lengths");
                zeros(file.unsignedByte((int) position) + (long) file.unsignedByte((int) position + 1) * width);
                x = (int) (filled % width);
                position += 2;
            } else {
                int bytes = nibbles ? value / 2 : value;
                file.require(position, bytes, "the BMP run lengths");
                literal((int) position, bytes);
                x += value;
                position += bytes;
                position += position & 1;
            }
        }
    }

    private void run(int count, int value) {
        for (int i = 0; i < count; i++) {
            put(nibbles ? (i & 1) == 0 ? value >> 4 : value & 0xF : value);
        }
    }

    private void literal(int position, int bytes) throws RejectException {
        for (int i = 0; i < bytes; i++) {
            int value = file.unsignedByte(position + i);
            if (nibbles) {
                put(value >> 4);
                put(value & 0xF);
            } else {
                put(value);
            }
        }
    }

    private void put(int index) {
        if (filled < size) {
            target[(int) filled] = (byte) index;
        }
        filled++;
    }

    private void zeros(long count) {
        int from = (int) Math.min(filled, size);
        Arrays.fill(target, from, (int) Math.min(filled + count, size), (byte) 0);
        filled += count;
    }
}
