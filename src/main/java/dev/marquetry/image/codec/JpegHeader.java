package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the markers of a JPEG file say, and the proof that its end of image is there.
 *
 * <p>Walks marker by marker, by the rules of ITU-T T.81 appendix B, so that the end of an embedded thumbnail is not
 * taken for the end of the image.
 */
final class JpegHeader {
    private static final int PROGRESSIVE = 0xC2;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APPLICATION_0 = 0xE0;
    private static final int APPLICATION_1 = 0xE1;
    private static final int APPLICATION_2 = 0xE2;
    private static final int APPLICATION_14 = 0xEE;

    private static final String PROFILE = "ICC_PROFILE\0";

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = LOW_BITS << 7;

    private final FileBytes file;
    private final List<int[]> exifSegments = new ArrayList<>();
    private int frame;
    private int width;
    private int height;
    private int components;
    private int sampling;
    private int adobeTransform = -1;
    private boolean density;
    private boolean profile;
    private int scans;
    private int[] scanSegments = new int[8];

    private JpegHeader(FileBytes file) {
        this.file = file;
    }

    /** Reads the markers of a file up to its end of image. */
    static JpegHeader read(FileBytes file) throws RejectException {
        JpegHeader header = new JpegHeader(file);
        header.walk(Integer.MAX_VALUE);
        return header;
    }

    /** Reads the markers up to the first scan, which is all that describes the image. */
    static JpegHeader readToFirstScan(FileBytes file) throws RejectException {
        JpegHeader header = new JpegHeader(file);
        header.walk(1);
        return header;
    }

    /** Reads the markers of a damaged file until the damage. */
    static JpegHeader readAsFarAsThereIs(FileBytes file) {
        JpegHeader header = new JpegHeader(file);
        try {
            header.walk(Integer.MAX_VALUE);
        } catch (RejectException damage) {
            return header;
        }
        return header;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the number of components: 1, 3 or 4. */
    int components() {
        return components;
    }

    /** Returns the sampling factors, one hexadecimal digit each: horizontal, vertical, of each component in turn. */
    int sampling() {
        return sampling;
    }

    /** Returns how many scans the file has: the decoder goes through the whole image for each. */
    int scans() {
        return scans;
    }

    /** Tells whether the scans together give every coefficient of every component in full. */
    boolean scansAreComplete() {
        // For each component, one bit per coefficient that is known to its last bit.
        Map<Integer, Long> known = new HashMap<>();
        for (int i = 0; i < scans; i++) {
            byte[] data = file.data();
            int count = data[scanSegments[i] + 2];
            int parameters = scanSegments[i] + 3 + 2 * count;
            if (count < 1 || count > 4 || parameters + 3 > file.length() || (data[parameters + 2] & 0xF) != 0) {
                continue;
            }
            int first = data[parameters] & 0x3F;
            int last = data[parameters + 1] & 0x3F;
            for (int c = 0; c < count && first <= last; c++) {
                int component = data[scanSegments[i] + 3 + 2 * c] & 0xFF;
                known.merge(component, -1L >>> (63 - last + first) << first, (one, other) -> one | other);
            }
        }
        return known.size() == components && known.values().stream().allMatch(bits -> bits == -1L);
    }

    /** Returns the colour transform of the Adobe segment, or -1 if there is none. */
    int adobeTransform() {
        return adobeTransform;
    }

    /** Tells whether the JFIF segment states a density in dots per inch or centimetre. */
    boolean statesDensity() {
        return density;
    }

    /** Tells whether a colour profile stands in front of the first scan. */
    boolean hasProfile() {
        return profile;
    }

    /** Returns the Exif and XMP segments in front of the first scan: offset and length, without marker and length. */
    List<int[]> exifSegments() {
        return exifSegments;
    }

    /** Goes on to the end of image, or to the beginning of that many scans. */
    private void walk(int mostScans) throws RejectException {
        int position = 2;
        while (true) {
            position = nextMarker(position);
            int marker = file.unsignedByte(position++);
            if (marker == END_OF_IMAGE) {
                break;
            }
            // Pillow, which reads what is in front of the scans by itself, does not know FF01.
            if ((marker >= 0xD0 && marker <= 0xD7) || (marker == 0x01 && scans > 0)) {
                continue;
            }
            if (marker < 0xC0 || marker == 0xD8 || (marker >= 0xF0 && marker <= 0xFD)) {
                throw Refusal.JPEG_MARKER.because(
                        String.format(Locale.ROOT, "JPEG marker FF%02X at byte %d", marker, position - 2));
            }
            int length = segmentLength(position);
            segment(marker, position + 2, length - 2);
            position += length;
            if (marker == START_OF_SCAN) {
                if (frame == 0) {
                    throw new RejectException(RejectCode.CORRUPT, "the JPEG file has a scan before its frame header");
                }
                requireRoomForAScan();
                if (scans == scanSegments.length) {
                    scanSegments = Arrays.copyOf(scanSegments, 2 * scans);
                }
                scanSegments[scans++] = position - length;
                if (scans == mostScans) {
                    return;
                }
                position = endOfEntropyData(position);
            }
        }
        if (scans == 0) {
            throw new RejectException(RejectCode.CORRUPT, "the JPEG file has no scan");
        }
    }

    /** Behind a scan of all components libjpeg takes no other, unless the file is progressive. */
    private void requireRoomForAScan() throws RejectException {
        if (scans > 0 && frame != PROGRESSIVE && file.unsignedByte(scanSegments[0] + 2) == components) {
            throw new RejectException(
                    RejectCode.CORRUPT, "the JPEG file has a second scan, and its first one is the whole image");
        }
    }

    /** Returns the index of the byte after the next 0xFF that is neither stuffing nor fill. */
    private int nextMarker(int from) throws RejectException {
        byte[] data = file.data();
        int end = file.length() - 1;
        for (int position = nextMarkerByte(data, from, end);
                position < end;
                position = nextMarkerByte(data, position + 1, end)) {
            if (data[position + 1] != 0 && data[position + 1] != (byte) 0xFF) {
                return position + 1;
            }
        }
        throw Refusal.JPEG_END.because(
                "the JPEG file ends without its end of image, after " + file.length() + " bytes");
    }

    /** Returns the index of the next 0xFF, or the end: eight bytes at once, whose complement is searched for a zero. */
    private static int nextMarkerByte(byte[] data, int from, int end) {
        int position = from;
        for (; position <= end - Long.BYTES; position += Long.BYTES) {
            long bytes = (long) LONG.get(data, position);
            long found = ~bytes - LOW_BITS & bytes & HIGH_BITS;
            if (found != 0) {
                return position + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (position < end && data[position] != (byte) 0xFF) {
            position++;
        }
        return position;
    }

    private int endOfEntropyData(int from) throws RejectException {
        int position = from;
        while (true) {
            int marker = nextMarker(position);
            int code = file.data()[marker] & 0xFF;
            if (code < 0xD0 || code > 0xD7) {
                return marker - 1;
            }
            position = marker + 1;
        }
    }

    private int segmentLength(int position) throws RejectException {
        file.require(position, 2, "a JPEG segment");
        int length = file.bigEndianShort(position);
        if (length < 2) {
            throw Refusal.JPEG_MARKER.because("JPEG segment of length " + length + " at byte " + position);
        }
        file.require(position, length, "a JPEG segment");
        return length;
    }

    private void segment(int marker, int offset, int length) throws RejectException {
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
            startOfFrame(marker, offset, length);
        } else if (marker == APPLICATION_14 && length >= 12 && file.matches(offset, "Adobe")) {
            adobeTransform = file.unsignedByte(offset + 11);
        } else if (marker == APPLICATION_0 && length >= 12 && file.matches(offset, "JFIF")) {
            int unit = file.unsignedByte(offset + 7);
            density |= unit == 1 || unit == 2;
        } else if (marker == APPLICATION_1 && scans == 0) {
            exifSegments.add(new int[] {offset, length});
        } else if (marker == APPLICATION_2 && scans == 0) {
            profile |= length > PROFILE.length() && file.matches(offset, PROFILE);
        }
    }

    private void startOfFrame(int marker, int offset, int length) throws RejectException {
        if (frame != 0) {
            throw new RejectException(RejectCode.CORRUPT, "the JPEG file has two frame headers");
        }
        if (length < 6) {
            throw new RejectException(RejectCode.CORRUPT, "the JPEG frame header has " + length + " bytes");
        }
        frame = marker;
        int precision = file.unsignedByte(offset);
        height = file.bigEndianShort(offset + 1);
        width = file.bigEndianShort(offset + 3);
        components = file.unsignedByte(offset + 5);
        if (marker > 0xC2) {
            throw refusal(marker).because(frameName(marker) + " JPEG is not decoded");
        }
        if (precision != 8) {
            throw Refusal.JPEG_DEPTH.because(precision + "-bit JPEG is not decoded");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw Refusal.JPEG_COMPONENTS.because("JPEG of " + components + " components is not decoded");
        }
        if (length != 6 + 3 * components) {
            throw new RejectException(RejectCode.CORRUPT, "the JPEG frame header has " + length + " bytes");
        }
        for (int i = 0; i < components; i++) {
            sampling = sampling << 8 | file.unsignedByte(offset + 7 + 3 * i);
        }
    }

    private static Refusal refusal(int marker) {
        boolean arithmetic = marker == 0xC9 || marker == 0xCA;
        return arithmetic ? Refusal.JPEG_ARITHMETIC : Refusal.JPEG_LOSSLESS;
    }

    private static String frameName(int marker) {
        return switch (marker) {
            case 0xC3, 0xC7, 0xCB, 0xCF -> "lossless";
            case 0xC9, 0xCA -> "arithmetic-coded";
            default -> "hierarchical";
        };
    }
}
