package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.util.Locale;

/** The formats that are decoded, told apart by the first bytes of a file, never by its name. */
public enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP,
    TIFF;

    private static final int TEXT_PROBE = 512;

    /** No header of a BMP file is so long, but what a text has in its place. */
    private static final int LONGEST_BMP_HEADER = 1 << 16;

    /** Returns the format of a file, or says what it is instead. */
    public static ImageFormat of(FileBytes file) throws RejectException {
        if (file.length() == 0) {
            throw new RejectException(RejectCode.EMPTY, "the file has no bytes");
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
        if (file.matches(0, "BM") && file.length() >= 18 && file.littleEndianInt(14) < LONGEST_BMP_HEADER) {
            return BMP;
        }
        throw unknown(file);
    }

    private static RejectException unknown(FileBytes file) throws RejectException {
        String name = OtherFormats.nameOf(file);
        if (name != null) {
            return unsupported(name);
        }
        if (startsLike(file)) {
            return new RejectException(
                    RejectCode.TRUNCATED, "the file ends within its first bytes: " + file.length() + " bytes");
        }
        return text(file);
    }

    /** Tells whether the few bytes there are begin one of the decoded formats. */
    private static boolean startsLike(FileBytes file) throws RejectException {
        String start = file.text(0, Math.min(file.length(), 16));
        return "\u0089PNG\r\n\u001A\n".startsWith(start)
                || "GIF89a".startsWith(start)
                || "GIF87a".startsWith(start)
                || "\u00FF\u00D8\u00FF".startsWith(start)
                || "II*\0".startsWith(start)
                || "MM\0*".startsWith(start)
                || "RIFF".startsWith(start)
                || (start.startsWith("BM") && file.length() < 18 && !isText(start))
                || (start.startsWith("RIFF") && start.length() < 12);
    }

    private static RejectException text(FileBytes file) throws RejectException {
        String start = file.text(0, Math.min(file.length(), TEXT_PROBE));
        String lower = start.stripLeading().toLowerCase(Locale.ROOT);
        String what;
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            what = "an HTML page";
        } else if (lower.startsWith("<") && lower.contains("<svg")) {
            return unsupported("SVG");
        } else if (isText(start)) {
            what = "a text";
        } else {
            what = "of an unknown format";
        }
        return new RejectException(RejectCode.NOT_AN_IMAGE, "the file is no image but " + what);
    }

    private static boolean isText(String start) {
        return start.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t');
    }

    private static RejectException unsupported(String name) {
        return Refusal.OTHER_FORMAT.because(name + " files are not decoded");
    }
}
