package dev.marquetry.image.codec;

import dev.marquetry.options.RejectException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the orientation of an image where Pillow's {@code Image.getexif} finds it: in the EXIF block, else in XMP.
 *
 * <p>Collects what a file's segments hold, then is asked once.
 */
final class Exif {
    /** The tag of the orientation, in EXIF as in TIFF. */
    static final int ORIENTATION = 0x112;

    private static final String PREFIX = "Exif\0\0";
    private static final String XMP_PREFIX = "http://ns.adobe.com/xap/1.0/\0";
    private static final Pattern XMP_ORIENTATION = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private String xmp = "";

    /** Adds an APP1 segment of a JPEG file; EXIF blocks of several segments are joined. */
    void addSegment(FileBytes file, int offset, int length) {
        if (length >= PREFIX.length() && file.matches(offset, PREFIX)) {
            block.write(file.data(), offset + PREFIX.length(), length - PREFIX.length());
        } else if (length >= XMP_PREFIX.length() && file.matches(offset, XMP_PREFIX)) {
            int start = offset + XMP_PREFIX.length();
            xmp = latin(file, start, length - XMP_PREFIX.length());
        }
    }

    /** Sets the EXIF block, in place of what was there. */
    void setBlock(byte[] data, int offset, int length) {
        block.reset();
        block.write(data, offset, length);
    }

    /** Tells whether there is an EXIF block. */
    boolean hasBlock() {
        return block.size() > 0;
    }

    /** Sets the XMP packet, one character per byte. */
    void setXmp(String packet) {
        xmp = packet;
    }

    /** Returns the orientation, 1 if none is stated. */
    int orientation() throws RejectException {
        byte[] data = block.toByteArray();
        FileBytes bytes = new FileBytes(data, data.length);
        int start = 0;
        while (bytes.matches(start, PREFIX)) {
            start += PREFIX.length();
        }
        if (start < data.length) {
            TiffDirectory directory = TiffDirectory.read(data, start, data.length - start);
            if (directory.has(ORIENTATION)) {
                return directory.wholeNumber(ORIENTATION, 1);
            }
        }
        return xmp.isEmpty() ? 1 : xmpOrientation(xmp);
    }

    /** Returns the orientation that an XMP packet states, 1 if it states none. */
    static int xmpOrientation(String packet) {
        Matcher matcher = XMP_ORIENTATION.matcher(packet);
        return matcher.find() ? matcher.group(1).charAt(0) - '0' : 1;
    }

    private static String latin(FileBytes file, int offset, int length) {
        return new String(file.data(), offset, length, StandardCharsets.ISO_8859_1);
    }
}
