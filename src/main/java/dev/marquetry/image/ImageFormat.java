package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The file formats that are decoded, told by the first bytes of a file and never by its name. */
enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP,
    TIFF;

    /** What is recognised in order to be refused by name. */
    private record Signature(String name, int at, String characters) {}

    private static final List<Signature> OTHERS = List.of(
            new Signature("AVIF", 4, "ftypavif"),
            new Signature("AVIF", 4, "ftypavis"),
            new Signature("HEIF", 4, "ftyphei"),
            new Signature("HEIF", 4, "ftyphev"),
            new Signature("HEIF", 4, "ftypmif1"),
            new Signature("HEIF", 4, "ftypmsf1"),
            new Signature("JPEG 2000", 4, "jP  \r\n"),
            new Signature("JPEG 2000", 0, "\u00ffO\u00ffQ"),
            new Signature("JPEG XL", 4, "JXL \r\n"),
            new Signature("JPEG XL", 0, "\u00ff\n"),
            new Signature("Photoshop", 0, "8BPS"),
            new Signature("Windows icon", 0, "\0\0\1\0"),
            new Signature("Windows cursor", 0, "\0\0\2\0"),
            new Signature("DirectDraw surface", 0, "DDS "),
            new Signature("OpenEXR", 0, "v/1\1"),
            new Signature("Radiance HDR", 0, "#?RADIANCE"),
            new Signature("FITS", 0, "SIMPLE  ="),
            new Signature("QOI", 0, "qoif"),
            new Signature("PCX", 0, "\n\5\1"),
            new Signature("Sun raster", 0, "Y\u00a6j\u0095"),
            new Signature("SGI", 0, "\u0001\u00da"),
            new Signature("BigTIFF", 0, "II+\0"),
            new Signature("BigTIFF", 0, "MM\0+"),
            new Signature("PDF", 0, "%PDF"),
            new Signature("PostScript", 0, "%!PS"),
            new Signature("XBM", 0, "#define"),
            new Signature("XPM", 0, "/* XPM"));

    /**
     * Tells the format of a file.
     *
     * @throws ImageException if it is empty, no image, or of a format that is not decoded
     */
    static ImageFormat of(byte[] file, int length) throws ImageException {
        if (length == 0) {
            throw new ImageException(Fault.EMPTY, "the file is empty");
        }
        if (Bytes.matches(file, length, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (Bytes.matches(file, length, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (Bytes.matches(file, length, 0, "GIF87a") || Bytes.matches(file, length, 0, "GIF89a")) {
            return GIF;
        }
        if (Bytes.matches(file, length, 0, "RIFF") && Bytes.matches(file, length, 8, "WEBP")) {
            return WEBP;
        }
        if (Bytes.matches(file, length, 0, "II*\0") || Bytes.matches(file, length, 0, "MM\0*")) {
            return TIFF;
        }
        for (Signature other : OTHERS) {
            if (Bytes.matches(file, length, other.at(), other.characters())) {
                throw new ImageException(Fault.UNSUPPORTED, other.name() + " files are not decoded");
            }
        }
        if (Bytes.matches(file, length, 0, "BM")) {
            return BMP;
        }
        throw notDecoded(file, length);
    }

    private static ImageException notDecoded(byte[] file, int length) {
        String start = new String(file, 0, Math.min(length, 512), StandardCharsets.ISO_8859_1)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (start.length() > 2
                && start.charAt(0) == 'p'
                && start.charAt(1) >= '1'
                && start.charAt(1) <= '7'
                && Character.isWhitespace(start.charAt(2))) {
            return new ImageException(Fault.UNSUPPORTED, "PNM files are not decoded");
        }
        if (start.contains("<svg")) {
            return new ImageException(Fault.UNSUPPORTED, "SVG files are not decoded");
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return new ImageException(Fault.NOT_AN_IMAGE, "the file is a web page, not an image");
        }
        return new ImageException(Fault.NOT_AN_IMAGE, "the bytes are those of no known image format");
    }
}
