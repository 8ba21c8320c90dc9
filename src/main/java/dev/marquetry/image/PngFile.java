package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;

/**
 * The chunks of a PNG file: what it says of its image, and those chunks alone that make it.
 *
 * <p>Pillow drops transparency when it converts to RGB or L, takes the default image of an animation, and ignores gamma
 * and profiles. OpenCV blends, and so it is given the file without what it would blend by.
 *
 * @param width columns
 * @param height rows
 * @param bits bits per sample
 * @param colour PNG's colour type
 */
record PngFile(int width, int height, int bits, int colour) {
    /** PNG's colour type of greyscale without alpha. */
    static final int GREY = 0;

    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;

    /**
     * Reads the first chunk.
     *
     * @throws ImageException if the file has no header
     */
    static PngFile parse(byte[] file, int length) throws ImageException {
        if (length < SIGNATURE + FRAME + 13) {
            throw truncated(length);
        }
        if (!Bytes.matches(file, length, SIGNATURE + 4, "IHDR")) {
            throw new ImageException(Fault.CORRUPT, "the PNG file does not begin with its header");
        }
        int at = SIGNATURE + 8;
        int width = Bytes.bigEndianInt(file, at);
        int height = Bytes.bigEndianInt(file, at + 4);
        if (width < 1 || height < 1) {
            throw new ImageException(Fault.CORRUPT, "the PNG file announces " + width + "x" + height + " pixels");
        }
        return new PngFile(width, height, Bytes.unsignedByte(file, at + 8), Bytes.unsignedByte(file, at + 9));
    }

    /** Returns whether samples have 16 bits and one channel, which Pillow clips where others scale. */
    boolean clips() {
        return bits == 16 && colour == GREY;
    }

    /**
     * Copies the chunks that make the image.
     *
     * @param file the file
     * @param length its length
     * @param target takes the copy, at least {@code length} long
     * @return the length of the copy
     * @throws ImageException if the file ends before its last chunk
     */
    static int copyImage(byte[] file, int length, byte[] target) throws ImageException {
        System.arraycopy(file, 0, target, 0, SIGNATURE);
        int to = SIGNATURE;
        int at = SIGNATURE;
        while (true) {
            if (at + FRAME > length) {
                throw truncated(length);
            }
            int size = Bytes.bigEndianInt(file, at);
            if (size < 0 || size > length - at - FRAME) {
                throw truncated(length);
            }
            boolean end = Bytes.matches(file, length, at + 4, "IEND");
            boolean needed = end
                    || Bytes.matches(file, length, at + 4, "IHDR")
                    || Bytes.matches(file, length, at + 4, "PLTE")
                    || Bytes.matches(file, length, at + 4, "IDAT");
            if (needed) {
                System.arraycopy(file, at, target, to, size + FRAME);
                to += size + FRAME;
            }
            if (end) {
                return to;
            }
            at += size + FRAME;
        }
    }

    private static ImageException truncated(int length) {
        return new ImageException(
                Fault.TRUNCATED, "the PNG file ends after " + length + " bytes without its last chunk");
    }
}
