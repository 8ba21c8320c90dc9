package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;

/**
 * The markers of a JPEG file: what it says of its image, and that it is all there.
 *
 * <p>Walks the segments and skips entropy-coded data, so an image inside an EXIF segment is not taken for the file's
 * own.
 *
 * @param width columns
 * @param height rows
 * @param components samples per pixel as coded: 1, 3 or 4
 * @param adobeTransform the colour transform of Adobe's segment, or -1 where there is no such segment
 */
record JpegFile(int width, int height, int components, int adobeTransform) {
    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int ADOBE = 0xee;

    /**
     * Reads the markers.
     *
     * @throws ImageException if the file ends before its image does, or is coded in a way that is not decoded
     */
    static JpegFile parse(byte[] file, int length) throws ImageException {
        JpegFile frame = null;
        int adobeTransform = -1;
        int at = 2;
        while (true) {
            at = nextMarker(file, length, at);
            int marker = Bytes.unsignedByte(file, at - 1);
            if (marker == END_OF_IMAGE) {
                if (frame == null) {
                    throw new ImageException(Fault.CORRUPT, "the JPEG file has no frame");
                }
                return new JpegFile(frame.width, frame.height, frame.components, adobeTransform);
            }
            if (isStandalone(marker)) {
                continue;
            }
            int size = at + 2 > length ? 0 : Bytes.bigEndianShort(file, at);
            if (at + 2 > length || at + size > length) {
                throw truncated(length);
            }
            if (size < 2) {
                throw new ImageException(Fault.CORRUPT, "the JPEG file has a segment of " + size + " bytes");
            }
            if (isFrame(marker)) {
                frame = frame(file, at, size, marker);
            } else if (marker == ADOBE && size >= 14 && Bytes.matches(file, length, at + 2, "Adobe")) {
                adobeTransform = Bytes.unsignedByte(file, at + 13);
            }
            at += size;
            if (marker == START_OF_SCAN) {
                at = endOfScan(file, length, at);
            }
        }
    }

    /** Returns the place behind the next marker, skipping fill bytes and whatever is no marker. */
    private static int nextMarker(byte[] file, int length, int from) throws ImageException {
        int at = from;
        while (at < length && file[at] != (byte) 0xff) {
            at++;
        }
        while (at < length && file[at] == (byte) 0xff) {
            at++;
        }
        if (at >= length) {
            throw truncated(length);
        }
        return at + 1;
    }

    /** Returns the place of the first marker behind entropy-coded data, which holds stuffed bytes and restarts. */
    private static int endOfScan(byte[] file, int length, int from) {
        for (int at = from; at + 1 < length; at++) {
            if (file[at] == (byte) 0xff) {
                int marker = Bytes.unsignedByte(file, at + 1);
                if (marker != 0 && marker != 0xff && (marker < 0xd0 || marker > 0xd7)) {
                    return at;
                }
            }
        }
        return length;
    }

    private static JpegFile frame(byte[] file, int at, int size, int marker) throws ImageException {
        if (marker > 0xc2) {
            throw new ImageException(
                    Fault.UNSUPPORTED,
                    "JPEG files of process " + (marker - 0xc0)
                            + " (lossless, hierarchical or arithmetic) are not decoded");
        }
        if (size < 8) {
            throw new ImageException(Fault.CORRUPT, "the JPEG file has a frame of " + size + " bytes");
        }
        int bits = Bytes.unsignedByte(file, at + 2);
        int components = Bytes.unsignedByte(file, at + 7);
        if (bits != 8) {
            throw new ImageException(Fault.UNSUPPORTED, "JPEG files of " + bits + " bits per sample are not decoded");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw new ImageException(Fault.UNSUPPORTED, "JPEG files of " + components + " components are not decoded");
        }
        return new JpegFile(Bytes.bigEndianShort(file, at + 5), Bytes.bigEndianShort(file, at + 3), components, -1);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static boolean isStandalone(int marker) {
        return marker == START_OF_IMAGE || marker == 0x01 || marker == 0 || (marker >= 0xd0 && marker <= 0xd7);
    }

    private static ImageException truncated(int length) {
        return new ImageException(
                Fault.TRUNCATED, "the JPEG file ends after " + length + " bytes without the end of its image");
    }
}
