package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;

/** The container of a WebP file. */
final class WebpFile {
    private static final int CHUNK = 12;
    private static final int DATA = CHUNK + 8;

    private WebpFile() {}

    /**
     * Reads the size of the image.
     *
     * @throws ImageException if the file ends before its container does
     */
    static Header parse(byte[] file, int length) throws ImageException {
        if (length < DATA + 10) {
            throw truncated(length);
        }
        long size = (Bytes.littleEndianInt(file, 4) & 0xffffffffL) + 8;
        if (size > length) {
            throw truncated(length);
        }
        if (Bytes.matches(file, length, CHUNK, "VP8X")) {
            return header(Bytes.littleEndian24(file, DATA + 7) + 1, Bytes.littleEndian24(file, DATA + 4) + 1);
        }
        if (Bytes.matches(file, length, CHUNK, "VP8L")) {
            int bits = Bytes.littleEndianInt(file, DATA + 1);
            return header(((bits >> 14) & 0x3fff) + 1, (bits & 0x3fff) + 1);
        }
        if (Bytes.matches(file, length, CHUNK, "VP8 ")) {
            return header(
                    Bytes.littleEndianShort(file, DATA + 8) & 0x3fff, Bytes.littleEndianShort(file, DATA + 6) & 0x3fff);
        }
        throw new ImageException(Fault.CORRUPT, "the WebP file has no image");
    }

    private static Header header(int height, int width) throws ImageException {
        return Header.of(ImageFormat.WEBP, height, width);
    }

    private static ImageException truncated(int length) {
        return new ImageException(
                Fault.TRUNCATED, "the WebP file ends after " + length + " bytes before its container does");
    }
}
