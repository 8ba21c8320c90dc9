package dev.marquetry.image.codec;

import dev.marquetry.options.RejectException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Formats that are not decoded but known by name, so that a reject says what the file is.
 *
 * <p>A name is given only where more than a few bytes speak for it: a Targa file begins as a cursor does, and a text
 * may begin as anything.
 */
final class OtherFormats {
    private static final String TARGA_FOOTER = "TRUEVISION-XFILE.\0";
    private static final int TARGA_HEADER = 18;
    private static final List<Integer> TARGA_DEPTHS = List.of(8, 15, 16, 24, 32);

    private static final Signature[] SIGNATURES = {
        new Signature("\0\0\0\fjP  \r\n\u0087\n", "JPEG 2000", file -> true),
        new Signature("\u00FFO\u00FFQ", "JPEG 2000", file -> true),
        new Signature("\u00FF\n", "JPEG XL", file -> true),
        new Signature("\0\0\0\fJXL \r\n\u0087\n", "JPEG XL", file -> true),
        new Signature("\u008BJNG\r\n\u001A\n", "JNG", file -> true),
        new Signature("\u008AMNG\r\n\u001A\n", "MNG", file -> true),
        new Signature("8BPS\0\1", "PSD", file -> true),
        new Signature("8BPS\0\2", "PSB", file -> true),
        new Signature("\0\0\1\0", "ICO", OtherFormats::hasIcons),
        new Signature("\0\0\2\0", "CUR", OtherFormats::hasIcons),
        new Signature("icns", "ICNS", file -> is(file, 4, 0)),
        new Signature("qoif", "QOI", file -> is(file, 12, 3, 4) && is(file, 13, 0, 1)),
        new Signature("DDS ", "DDS", file -> is(file, 4, 124)),
        new Signature("\u0001\u00DA", "SGI", file -> is(file, 2, 0, 1) && is(file, 3, 1, 2) && is(file, 4, 0)),
        new Signature("SIMPLE  =", "FITS", file -> true),
        new Signature("v/1\u0001", "OpenEXR", file -> true),
        new Signature("#?RADIANCE", "Radiance HDR", file -> true),
        new Signature("II+\0", "BigTIFF", file -> true),
        new Signature("MM\0+", "BigTIFF", file -> true),
        new Signature("%PDF", "PDF", file -> true),
        new Signature("%!PS", "PostScript", file -> true),
        new Signature("gimp xcf", "XCF", file -> true),
        new Signature("P", "PNM", OtherFormats::isPortableMap),
        new Signature("", "TGA", OtherFormats::isTarga),
    };

    private OtherFormats() {}

    /** A fact about a file, looked at with checks of its own. */
    @FunctionalInterface
    private interface Fact {
        boolean holds(FileBytes file) throws RejectException;
    }

    /** The first bytes of a format, as Latin-1, its name, and what has to hold beyond them. */
    private record Signature(String start, String name, Fact fact) {}

    /** Returns the name of a file's format, or null where it is none of these. */
    static String nameOf(FileBytes file) throws RejectException {
        if (file.matches(4, "ftyp") && file.length() >= 12) {
            String brand = file.text(8, 4);
            return switch (brand) {
                case "avif", "avis" -> "AVIF";
                case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" -> "HEIC";
                default -> "ISO media (" + brand + ")";
            };
        }
        for (Signature signature : SIGNATURES) {
            if (file.matches(0, signature.start()) && signature.fact().holds(file)) {
                return signature.name();
            }
        }
        return null;
    }

    /** Returns the names of all these formats, in the order of the alphabet. */
    static String names() {
        return Stream.concat(
                        Arrays.stream(SIGNATURES).map(Signature::name), Stream.of("AVIF", "HEIC", "ISO media", "SVG"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Tells whether the byte at an offset is there and one of these values. */
    private static boolean is(FileBytes file, int offset, int... values) throws RejectException {
        if (offset >= file.length()) {
            return false;
        }
        int there = file.unsignedByte(offset);
        return Arrays.stream(values).anyMatch(value -> value == there);
    }

    /** Tells whether a directory of icons follows: some entries, and the first one's data behind all of them. */
    private static boolean hasIcons(FileBytes file) throws RejectException {
        if (file.length() < 22) {
            return false;
        }
        int count = file.littleEndianShort(4);
        return count > 0
                && file.unsignedByte(9) == 0
                && file.littleEndianInt(14) > 0
                && file.littleEndianInt(18) >= 6 + 16L * count
                && file.littleEndianInt(18) < file.length();
    }

    /** Tells whether a number, a comment or a header's first word follows. */
    private static boolean isPortableMap(FileBytes file) throws RejectException {
        if (file.length() < 4 || "01234567fFy".indexOf(file.unsignedByte(1)) < 0) {
            return false;
        }
        int at = 2;
        while (at < file.length() - 1 && Character.isWhitespace(file.unsignedByte(at))) {
            at++;
        }
        int first = file.unsignedByte(at);
        return at > 2 && (Character.isDigit(first) || first == '#' || file.matches(at, "WIDTH"));
    }

    /** Tells whether the file ends as Targa files do, or has one's header: it has no first bytes of its own. */
    private static boolean isTarga(FileBytes file) throws RejectException {
        if (file.matches(file.length() - TARGA_FOOTER.length(), TARGA_FOOTER)) {
            return true;
        }
        if (file.length() <= TARGA_HEADER) {
            return false;
        }
        boolean mapped = is(file, 2, 1, 9);
        boolean known = mapped ? is(file, 1, 1) : is(file, 1, 0) && is(file, 2, 2, 3, 10, 11);
        boolean map = mapped
                ? file.littleEndianShort(5) > 0 && TARGA_DEPTHS.contains(file.unsignedByte(7))
                : file.matches(3, "\0\0\0\0\0");
        return known
                && map
                && file.littleEndianShort(12) > 0
                && file.littleEndianShort(14) > 0
                && TARGA_DEPTHS.contains(file.unsignedByte(16))
                && (file.unsignedByte(17) & 0xC0) == 0;
    }
}
