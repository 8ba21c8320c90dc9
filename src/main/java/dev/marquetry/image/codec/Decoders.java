package dev.marquetry.image.codec;

/** The decoder of each format. */
public final class Decoders {
    private final FormatDecoder jpeg;
    private final FormatDecoder png = new PngDecoder();
    private final FormatDecoder gif = new GifDecoder();
    private final FormatDecoder bmp = new BmpDecoder();
    private final FormatDecoder webp;
    private final FormatDecoder tiff = new TiffDecoder();

    /** Makes the decoders of one task, which share its native memory. */
    public Decoders(NativeImages images) {
        jpeg = new JpegDecoder(images);
        webp = new WebpDecoder(images);
    }

    /** Returns the decoder of a format. */
    public FormatDecoder of(ImageFormat format) {
        return switch (format) {
            case JPEG -> jpeg;
            case PNG -> png;
            case GIF -> gif;
            case BMP -> bmp;
            case WEBP -> webp;
            case TIFF -> tiff;
        };
    }
}
