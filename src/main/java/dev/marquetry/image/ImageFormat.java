package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;
import java.util.Locale;

/** The formats that are decoded, told apart by the first bytes of a file, never by its name. */
enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP,
    TIFF;

    private static final int TEXT_PROBE = 512;

    /** Other formats that are known by name, so that a rejection says what the file is: offset, text, name. */
    private static final Signature[] UNSUPPORTED = {
        new Signature(0, "\0\0\0\fjP  \r\n\u0087\n", "JPEG 2000"),
        new Signature(0, "\u00FFO\u00FFQ", "JPEG 2000"),
        new Signature(0, "\u00FF\n", "JPEG XL"),
        new Signature(0, "\0\0\0\fJXL \r\n\u0087\n", "JPEG XL"),
        new Signature(0, "\u008BJNG\r\n\u001A\n", "JNG"),
        new Signature(0, "\u008AMNG\r\n\u001A\n", "MNG"),
        new Signature(0, "8BPS", "PSD"),
        new Signature(0, "8BPB", "PSB"),
        new Signature(0, "\0\0\1\0", "ICO"),
        new Signature(0, "\0\0\2\0", "CUR"),
        new Signature(0, "icns", "ICNS"),
        new Signature(0, "qoif", "QOI"),
        new Signature(0, "DDS ", "DDS"),
        new Signature(0, "\u0001\u00DA", "SGI"),
        new Signature(0, "SIMPLE  =", "FITS"),
        new Signature(0, "v/1\u0001", "OpenEXR"),
        new Signature(0, "#?RADIANCE", "Radiance HDR"),
        new Signature(0, "II+\0", "BigTIFF"),
        new Signature(0, "MM\0+", "BigTIFF"),
        new Signature(0, "%PDF", "PDF"),
        new Signature(0, "%!PS", "PostScript"),
        new Signature(0, "gimp xcf", "XCF"),
    };

    private record Signature(int offset, String text, String name) {}

    /** Returns the format of a file, or says what it is instead. */
    static ImageFormat of(FileBytes file) throws ImageException {
        if (file.length() == 0) {
            throw new ImageException(Fault.EMPTY, "the file has no bytes");
        }
        if (file.matches(0, "\u00FF\u00D8\u00FF")) {
            return JPEG;
        }
        if (file.matches(0, "\u0089PNG\r\n\u001A\n")) {
            return PNG;
        }
        if (file.matches(0, "GIF87a") || file.matches(0, "GIF89a")) {
            return GIF;
        }
        if (file.matches(0, "RIFF") && file.matches(8, "WEBP")) {
            return WEBP;
        }
        if (file.matches(0, "II*\0") || file.matches(0, "MM\0*")) {
            return TIFF;
        }
        if (file.matches(0, "BM") && file.length() >= 18) {
            return BMP;
        }
        throw unknown(file);
    }

    private static ImageException unknown(FileBytes file) throws ImageException {
        for (Signature signature : UNSUPPORTED) {
            if (file.matches(signature.offset(), signature.text())) {
                return unsupported(signature.name());
            }
        }
        if (file.matches(4, "ftyp") && file.length() >= 12) {
            String brand = file.text(8, 4);
            return unsupported(
                    switch (brand) {
                        case "avif", "avis" -> "AVIF";
                        case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" -> "HEIC";
                        default -> "ISO media (" + brand + ")";
                    });
        }
        if (file.length() > 2
                && file.matches(0, "P")
                && "1234567fFy".indexOf(file.unsignedByte(1)) >= 0
                && Character.isWhitespace(file.unsignedByte(2))) {
            return unsupported("PNM");
        }
        if (startsLike(file)) {
            return new ImageException(
                    Fault.TRUNCATED, "the file ends within its first bytes: " + file.length() + " bytes");
        }
        return text(file);
    }

    /** Tells whether the few bytes there are begin one of the decoded formats. */
    private static boolean startsLike(FileBytes file) throws ImageException {
        String start = file.text(0, Math.min(file.length(), 16));
        return "\u0089PNG\r\n\u001A\n".startsWith(start)
                || "GIF89a".startsWith(start)
                || "GIF87a".startsWith(start)
                || "\u00FF\u00D8\u00FF".startsWith(start)
                || "II*\0".startsWith(start)
                || "MM\0*".startsWith(start)
                || "RIFF".startsWith(start)
                || (start.startsWith("BM") && start.length() < 16)
                || (start.startsWith("RIFF") && start.length() < 12);
    }

    private static ImageException text(FileBytes file) throws ImageException {
        String start = file.text(0, Math.min(file.length(), TEXT_PROBE));
        if (start.contains("<svg")) {
            return unsupported("SVG");
        }
        String lower = start.stripLeading().toLowerCase(Locale.ROOT);
        String what;
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            what = "an HTML page";
        } else if (start.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t')) {
            what = "a text";
        } else {
            what = "of an unknown format";
        }
        return new ImageException(Fault.NOT_AN_IMAGE, "the file is no image but " + what);
    }

    private static ImageException unsupported(String name) {
        return new ImageException(Fault.UNSUPPORTED, name + " files are not decoded");
    }
}
