package dev.marquetry.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * A checksum of what follows the pages of a file: indexes and footer, for which Parquet has none. It stands among the
 * footer's key-value pairs, as eight hexadecimal digits, and is the CRC-32 of these bytes with zeros in its own place.
 */
final class FooterChecksum {
    /** The footer's key. */
    static final String KEY = "marquetry.footer-crc32";

    /** What stands in the place of the checksum while it is not known. */
    static final String UNKNOWN = "00000000";

    private static final int DIGITS = UNKNOWN.length();
    private static final HexFormat HEX = HexFormat.of();

    /** In Thrift's compact protocol the value follows its key as: next field, of type binary; length; bytes. */
    private static final byte[] BEFORE_VALUE =
            (KEY + (char) 0x18 + (char) DIGITS).getBytes(StandardCharsets.ISO_8859_1);

    private FooterChecksum() {}

    /**
     * Puts the checksum into its place, if there is one.
     *
     * @param end all bytes of a file after its pages, which are changed
     */
    static void seal(byte[] end) {
        int place = place(end);
        if (place >= 0) {
            byte[] digits = text(end).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, end, place, DIGITS);
        }
    }

    /**
     * Checks the bytes against the checksum.
     *
     * @param end all bytes of a file after its pages, which are changed
     * @param expected the checksum as the footer has it
     * @throws IOException if they differ
     */
    static void check(byte[] end, String expected) throws IOException {
        int place = place(end);
        if (place >= 0) {
            Arrays.fill(end, place, place + DIGITS, (byte) '0');
        }
        if (place < 0 || !text(end).equals(expected)) {
            throw new IOException("the checksum of the footer and the indexes does not match");
        }
    }

    private static String text(byte[] end) {
        CRC32 checksum = new CRC32();
        checksum.update(end);
        return HEX.toHexDigits((int) checksum.getValue());
    }

    /** The footer is the last of these bytes. */
    private static int place(byte[] end) {
        int length = BEFORE_VALUE.length;
        for (int start = end.length - length - DIGITS; start >= 0; start--) {
            if (Arrays.equals(end, start, start + length, BEFORE_VALUE, 0, length)) {
                return start + length;
            }
        }
        return -1;
    }
}
