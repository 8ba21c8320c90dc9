package dev.marquetry.image;

import java.nio.charset.StandardCharsets;

/** Reads numbers and tags from the bytes of a file. */
final class Bytes {
    private Bytes() {}

    static int unsignedByte(byte[] file, int at) {
        return file[at] & 0xff;
    }

    static int bigEndianShort(byte[] file, int at) {
        return ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff);
    }

    static int bigEndianInt(byte[] file, int at) {
        return (bigEndianShort(file, at) << 16) | bigEndianShort(file, at + 2);
    }

    static int littleEndianShort(byte[] file, int at) {
        return ((file[at + 1] & 0xff) << 8) | (file[at] & 0xff);
    }

    static int littleEndian24(byte[] file, int at) {
        return ((file[at + 2] & 0xff) << 16) | littleEndianShort(file, at);
    }

    static int littleEndianInt(byte[] file, int at) {
        return (littleEndianShort(file, at + 2) << 16) | littleEndianShort(file, at);
    }

    /** Returns whether a file of a length has these Latin-1 characters at a place. */
    static boolean matches(byte[] file, int length, int at, String characters) {
        byte[] expected = characters.getBytes(StandardCharsets.ISO_8859_1);
        if (at + expected.length > length) {
            return false;
        }
        for (int index = 0; index < expected.length; index++) {
            if (file[at + index] != expected[index]) {
                return false;
            }
        }
        return true;
    }
}
