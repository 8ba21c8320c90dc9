package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one file, read with checks: whatever lies behind the end is {@link RejectCode#TRUNCATED}.
 *
 * <p>Wraps the caller's array, of which the tail may belong to nobody.
 */
public final class FileBytes {
    private final byte[] data;
    private final int length;

    /** Wraps the first bytes of an array, which is not copied. */
    public FileBytes(byte[] data, int length) {
        if (length < 0 || length > data.length) {
            throw new IllegalArgumentException(length + " of " + data.length + " bytes");
        }
        this.data = data;
        this.length = length;
    }

    /** Returns the array itself. */
    byte[] data() {
        return data;
    }

    /** Returns the length of the file. */
    int length() {
        return length;
    }

    /** Checks that {@code count} bytes stand at {@code offset}; {@code what} is named if they do not. */
    void require(long offset, long count, String what) throws RejectException {
        if (offset < 0 || count < 0 || offset + count > length) {
            throw new RejectException(
                    RejectCode.TRUNCATED,
                    "the file ends within " + what + ": " + length + " bytes, " + (offset + count) + " needed");
        }
    }

    int unsignedByte(int offset) throws RejectException {
        require(offset, 1, "its header");
        return data[offset] & 0xFF;
    }

    int bigEndianShort(int offset) throws RejectException {
        require(offset, 2, "its header");
        return (data[offset] & 0xFF) << 8 | (data[offset + 1] & 0xFF);
    }

    int littleEndianShort(int offset) throws RejectException {
        require(offset, 2, "its header");
        return (data[offset] & 0xFF) | (data[offset + 1] & 0xFF) << 8;
    }

    /** Reads 32 bits as an unsigned number. */
    long bigEndianInt(int offset) throws RejectException {
        return (long) bigEndianShort(offset) << 16 | bigEndianShort(offset + 2);
    }

    /** Reads 32 bits as an unsigned number. */
    long littleEndianInt(int offset) throws RejectException {
        return littleEndianShort(offset) | (long) littleEndianShort(offset + 2) << 16;
    }

    /** Tells whether the Latin-1 text stands at the offset. */
    boolean matches(int offset, String text) {
        if (offset < 0 || offset + text.length() > length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((data[offset + i] & 0xFF) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns Latin-1 text, so that each byte is one character. */
    String text(int offset, int count) throws RejectException {
        require(offset, count, "a text");
        return new String(data, offset, count, StandardCharsets.ISO_8859_1);
    }
}
