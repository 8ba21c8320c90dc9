package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;

/** The headers of a BMP file. */
final class BmpFile {
    private static final int FILE_HEADER = 14;
    private static final int UNCOMPRESSED = 0;

    private BmpFile() {}

    /**
     * Reads the size of the image.
     *
     * @throws ImageException if the file ends before its pixels do, or is of a variant that OpenCV and Pillow read
     *     otherwise
     */
    static Header parse(byte[] file, int length) throws ImageException {
        if (length < FILE_HEADER + 40) {
            throw truncated(length);
        }
        int headerSize = Bytes.littleEndianInt(file, FILE_HEADER);
        if (headerSize < 40) {
            throw new ImageException(
                    Fault.UNSUPPORTED, "BMP files with a header of " + headerSize + " bytes (OS/2) are not decoded");
        }
        int width = Bytes.littleEndianInt(file, FILE_HEADER + 4);
        int height = Math.abs(Bytes.littleEndianInt(file, FILE_HEADER + 8));
        int bits = Bytes.littleEndianShort(file, FILE_HEADER + 14);
        int compression = Bytes.littleEndianInt(file, FILE_HEADER + 16);
        Header header = Header.of(ImageFormat.BMP, height, width);
        if (compression != UNCOMPRESSED) {
            throw new ImageException(
                    Fault.UNSUPPORTED, "BMP files of compression " + compression + " are not decoded, only of 0");
        }
        if (bits != 1 && bits != 4 && bits != 8 && bits != 24 && bits != 32) {
            throw new ImageException(Fault.UNSUPPORTED, "BMP files of " + bits + " bits per pixel are not decoded");
        }
        long row = ((long) width * bits + 31) / 32 * 4;
        long start = Bytes.littleEndianInt(file, 10) & 0xffffffffL;
        if (start + row * height > length) {
            throw truncated(length);
        }
        return header;
    }

    private static ImageException truncated(int length) {
        return new ImageException(Fault.TRUNCATED, "the BMP file ends after " + length + " bytes before its pixels do");
    }
}
