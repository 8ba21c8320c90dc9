package dev.marquetry.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts segments into JPEG files that the encoders leave out. */
final class JpegSegments {
    private static final int APP1 = 0xFFE1;
    private static final int APP14 = 0xFFEE;
    /** The length of the start-of-image marker, which stays in front. */
    private static final int START = 2;

    /** What the first three of four components are, in the numbers of Adobe's marker. */
    enum Transform {
        CMYK(0),
        YCCK(2);

        private final int code;

        Transform(int code) {
            this.code = code;
        }
    }

    private JpegSegments() {}

    /** Adds Adobe's marker, without which a reader has to guess what four components mean. */
    static byte[] withAdobe(byte[] jpeg, Transform transform) {
        ByteBuffer content = ByteBuffer.allocate(12);
        content.put("Adobe".getBytes(StandardCharsets.US_ASCII));
        content.putShort((short) 100).putShort((short) 0).putShort((short) 0).put((byte) transform.code);
        return insert(jpeg, APP14, content.array());
    }

    /** Adds EXIF data that hold an orientation (1 to 8) and nothing else. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer content = ByteBuffer.allocate(32);
        content.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        // TIFF, big endian, its first directory at 8, with one entry: tag 0x0112, type short, one value.
        content.put("MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8);
        content.putShort((short) 1);
        content.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        content.putShort((short) orientation).putShort((short) 0);
        content.putInt(0);
        return insert(jpeg, APP1, content.array());
    }

    private static byte[] insert(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + content.length);
        file.put(jpeg, 0, START);
        file.putShort((short) marker).putShort((short) (2 + content.length)).put(content);
        file.put(jpeg, START, jpeg.length - START);
        return file.array();
    }
}
