package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;

/**
 * The kinds of file that are refused though they are images: what is not decoded, and damage that Pillow overlooks.
 *
 * <p>The documented table of them is made from here. An exception of {@link RejectCode#UNSUPPORTED} is always of one
 * of these kinds.
 */
enum Refusal {
    OTHER_FORMAT("files of other formats, each by its name: " + OtherFormats.names(), Pillow.READS_SOME),
    JPEG_LOSSLESS("lossless and hierarchical JPEG", Pillow.REFUSES),
    JPEG_ARITHMETIC("arithmetic-coded JPEG", Pillow.READS),
    JPEG_DEPTH("JPEG of 12 bits, or any but 8", Pillow.REFUSES),
    JPEG_COMPONENTS("JPEG of 2 components, or of more than 4", Pillow.REFUSES),
    JPEG_INK_SAMPLING("CMYK JPEG whose inks are sampled otherwise than in full, half, or half by half", Pillow.READS),
    JPEG_END(
            RejectCode.TRUNCATED, "JPEG that has all its pixels, but no end-of-image marker behind them", Pillow.READS),
    JPEG_MARKER(
            RejectCode.CORRUPT,
            "JPEG with an impossible marker, or a segment shorter than its length",
            Pillow.READS_SOME),
    SCANS(RejectCode.TOO_SLOW, "JPEG and TIFF above `image.max-scan-pixels`", Pillow.READS),
    PNG_ANIMATION("animated PNG whose first frame is not the whole image", Pillow.READS),
    PNG_CGBI("PNG in Apple's variant CgBI", Pillow.REFUSES),
    PNG_ORDER(RejectCode.CORRUPT, "PNG that does not begin with its header chunk", Pillow.READS),
    PNG_NO_PALETTE(RejectCode.CORRUPT, "PNG with palette indices, but no palette", Pillow.READS),
    PNG_DATA(RejectCode.CORRUPT, "PNG whose image data end before its last row", Pillow.READS_SOME),
    PNG_TEXT(
            RejectCode.TOO_LARGE,
            "PNG with a text or profile of more than 1 MiB, or texts of more than 64 MiB",
            Pillow.REFUSES),
    PNG_CHUNK(RejectCode.CORRUPT, "PNG with an ancillary chunk that is too short for what it holds", Pillow.REFUSES),
    BMP_HEADER("BMP with a header of unknown length", Pillow.REFUSES),
    BMP_DEPTH("BMP of other depths than 1, 4, 8, 16, 24 and 32 bits", Pillow.REFUSES),
    BMP_COMPRESSION("BMP in another compression than run lengths, or in run lengths of another depth", Pillow.REFUSES),
    BMP_MASKS("BMP with unusual colour masks", Pillow.REFUSES),
    BMP_GREY("BMP with a grey palette that Pillow takes for another depth", Pillow.READS_SOME),
    BMP_PALETTE(RejectCode.CORRUPT, "BMP that states a palette of more than 256 colours", Pillow.READS_SOME),
    WEBP_SIZE(RejectCode.CORRUPT, "WebP whose frame has other dimensions than it states", Pillow.READS_SOME),
    TIFF_COMPRESSION(
            "TIFF in CCITT, JPEG, old-style LZW, LZMA, Zstandard, WebP or JPEG 2000 compression", Pillow.READS_SOME),
    TIFF_PREDICTOR("TIFF with the floating-point predictor, or one for odd depths", Pillow.READS_SOME),
    TIFF_DEPTH("TIFF of 12 bits or other odd depths, or of a depth or format per sample", Pillow.READS_SOME),
    TIFF_REVERSED("bit-reversed TIFF (fill order 2), but for plain uncompressed pixels", Pillow.READS_SOME),
    TIFF_YCBCR("TIFF in YCbCr", Pillow.READS_SOME),
    TIFF_LAB("TIFF in CIELab, ICCLab or ITULab", Pillow.READS_SOME),
    TIFF_PALETTE("TIFF with a palette of no colours, or of more than 256", Pillow.REFUSES),
    TIFF_PLANES("TIFF with planes of another kind than RGB, RGBA or CMYK of 8 or 16 bits", Pillow.READS_SOME),
    TIFF_SAMPLES("TIFF with other samples than Pillow's table of modes has", Pillow.READS_SOME),
    TIFF_TILES("TIFF with tiles whose rows end within a byte", Pillow.READS),
    TIFF_SIDEWAYS("TIFF of uncompressed pixels that lie on their side, which Pillow reads askew", Pillow.READS),
    TIFF_DIRECTORY(
            RejectCode.TRUNCATED,
            "TIFF with a directory, or a value of one, that lies outside the file",
            Pillow.READS_SOME),
    TIFF_BLOCKS(RejectCode.CORRUPT, "TIFF with fewer or more strips or tiles than its pixels need", Pillow.READS_SOME);

    private final RejectCode fault;
    private final String what;
    private final Pillow pillow;

    /** What Pillow 12.3 does with such a file. */
    enum Pillow {
        READS("reads it"),
        READS_SOME("reads some"),
        REFUSES("refuses it");

        private final String words;

        Pillow(String words) {
            this.words = words;
        }
    }

    Refusal(String what, Pillow pillow) {
        this(RejectCode.UNSUPPORTED, what, pillow);
    }

    Refusal(RejectCode fault, String what, Pillow pillow) {
        this.fault = fault;
        this.what = what;
        this.pillow = pillow;
    }

    /** Returns the exception that refuses a file of this kind. */
    RejectException because(String message) {
        return new RejectException(fault, message);
    }

    /** Returns the line of the documented table. */
    String row() {
        return "| " + what + " | `" + fault + "` | " + pillow.words + " |\n";
    }
}
