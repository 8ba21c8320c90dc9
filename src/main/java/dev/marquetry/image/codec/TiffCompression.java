package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The compressions of TIFF blocks. A block that expands to less than its size is an error, as in libtiff. */
final class TiffCompression {
    /** Run lengths of bytes. */
    static final int PACK_BITS = 32773;

    private static final int LZW = 5;
    private static final int DEFLATE = 8;
    private static final int OLD_DEFLATE = 32946;

    private TiffCompression() {}

    /** Rejects the compressions that are not decoded, by name. */
    static void requireKnown(int compression) throws RejectException {
        String name = switch (compression) {
            case 1, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS -> "";
            case 2, 3, 4 -> "CCITT fax";
            case 6 -> "old-style JPEG";
            case 7 -> "JPEG";
            case 34712 -> "JPEG 2000";
            case 34925 -> "LZMA";
            case 50000 -> "Zstandard";
            case 50001 -> "WebP";
            default -> "unknown (" + compression + ")";
        };
        if (!name.isEmpty()) {
            throw TiffLayout.unsupported(Refusal.TIFF_COMPRESSION, name + " compression");
        }
    }

    /** Expands a block to the first {@code size} bytes of the target. */
    static void expand(int compression, byte[] data, int offset, int length, byte[] target, int size)
            throws RejectException {
        switch (compression) {
            case LZW -> lzw(data, offset, length, target, size);
            case PACK_BITS -> packBits(data, offset, length, target, size);
            default -> inflate(data, offset, length, target, size);
        }
    }

    private static void inflate(byte[] data, int offset, int length, byte[] target, int size) throws RejectException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data, offset, length);
            int filled = 0;
            while (filled < size) {
                int step = inflater.inflate(target, filled, size - filled);
                if (step == 0) {
                    throw tooShort();
                }
                filled += step;
            }
        } catch (DataFormatException exception) {
            throw new RejectException(
                    RejectCode.CORRUPT, "a TIFF block does not inflate: " + exception.getMessage(), exception);
        } finally {
            inflater.end();
        }
    }

    private static void packBits(byte[] data, int offset, int length, byte[] target, int size) throws RejectException {
        int from = offset;
        int end = offset + length;
        int filled = 0;
        while (filled < size) {
            if (from >= end) {
                throw tooShort();
            }
            int control = data[from++];
            int count = Math.min(control < 0 ? 1 - control : control + 1, size - filled);
            if (control == -128) {
                continue;
            }
            int needed = control < 0 ? 1 : count;
            if (from + needed > end) {
                throw tooShort();
            }
            if (control < 0) {
                Arrays.fill(target, filled, filled + count, data[from]);
                from++;
            } else {
                System.arraycopy(data, from, target, filled, count);
                from += control + 1;
            }
            filled += count;
        }
    }

    private static void lzw(byte[] data, int offset, int length, byte[] target, int size) throws RejectException {
        if (length >= 2 && data[offset] == 0 && (data[offset + 1] & 1) != 0) {
            throw TiffLayout.unsupported(Refusal.TIFF_COMPRESSION, "old-style LZW compression");
        }
        new TiffCodes(data, offset, length).expand(target, size);
    }

    /** Returns the exception for a block that ends too early. */
    static RejectException tooShort() {
        return new RejectException(RejectCode.CORRUPT, "a TIFF block ends before its last row");
    }
}
