package dev.marquetry.sample;

/** A way to write a picture, by format and by the kind of samples that the format then holds. */
enum Encoding {
    JPEG_420("jpg"),
    JPEG_422("jpg"),
    JPEG_444("jpg"),
    /** Progressive, in any of the three samplings. */
    JPEG_PROGRESSIVE("jpg"),
    JPEG_GREY("jpg"),
    /** Four inks, stored inverted, as Adobe's programs do. */
    JPEG_CMYK("jpg"),
    /** Four inks, of which three are stored as luma and chroma. */
    JPEG_YCCK("jpg"),
    /** Stored lying on its side, with an EXIF orientation of 6. */
    JPEG_ROTATED("jpg"),
    PNG_RGB("png"),
    PNG_RGBA("png"),
    PNG_PALETTE("png"),
    PNG_GREY("png"),
    PNG_GREY_16("png"),
    PNG_RGB_16("png"),
    PNG_BILEVEL("png"),
    WEBP_LOSSY("webp"),
    WEBP_LOSSLESS("webp"),
    BMP_RGB("bmp"),
    BMP_PALETTE("bmp"),
    GIF("gif"),
    TIFF("tiff");

    private final String suffix;

    Encoding(String suffix) {
        this.suffix = suffix;
    }

    /** The suffix of such files' names, without the dot. */
    String suffix() {
        return suffix;
    }
}
