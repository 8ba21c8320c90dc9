package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.util.OptionalInt;

/**
 * Reads the headers of image files, decoding nothing.
 *
 * <p>By the readers of the decoders, so what these refuse of a header is refused here in the same words. What follows
 * the header is looked at only to count frames and to find an orientation behind the pixels.
 */
public final class ImageHeaders {
    private static final int BYTE = 8;

    private ImageHeaders() {}

    /** What a header has beside the samples. */
    private record Extras(boolean transparency, boolean profile) {}

    /** Reads an orientation. */
    @FunctionalInterface
    private interface Reader {
        int read() throws RejectException;
    }

    /**
     * Reads the header of a file.
     *
     * @param content the bytes of the file, or of its beginning where that has all of the header
     * @throws RejectException if the bytes are no image of a format that is decoded, or their header contradicts itself
     */
    public static ImageHeader read(byte[] content) throws RejectException {
        return read(content, content.length);
    }

    /**
     * Reads the header of a file, as {@link #read(byte[])} does.
     *
     * @param length how many bytes there are; others may follow
     */
    public static ImageHeader read(byte[] content, int length) throws RejectException {
        FileBytes file = new FileBytes(content, length);
        try {
            return switch (ImageFormat.of(file)) {
                case JPEG -> jpeg(file);
                case PNG -> png(file);
                case GIF -> gif(file);
                case BMP -> bmp(file);
                case WEBP -> webp(file);
                case TIFF -> tiff(file);
            };
        } catch (RuntimeException failure) {
            // What is wrong with a file is found by checks: this is a bug.
            throw RejectException.internal(failure);
        }
    }

    private static ImageHeader jpeg(FileBytes file) throws RejectException {
        JpegHeader header = JpegHeader.readToFirstScan(file);
        String mode = switch (header.components()) {
            case 1 -> "L";
            case 4 -> "CMYK";
            default -> "RGB";
        };
        return header(
                ImageFormat.JPEG,
                header.width(),
                header.height(),
                mode,
                BYTE,
                orientation(() -> JpegDecoder.orientation(file, header)),
                1,
                new Extras(false, header.hasProfile()));
    }

    private static ImageHeader png(FileBytes file) throws RejectException {
        PngHeader header = PngHeader.read(file);
        String mode = switch (header.color()) {
            case GREY -> "L";
            case GREY_ALPHA -> "LA";
            case PALETTE -> "P";
            case RGB -> "RGB";
            case RGB_ALPHA -> "RGBA";
        };
        return header(
                ImageFormat.PNG,
                header.width(),
                header.height(),
                mode,
                header.bits(),
                orientation(() -> PngMetadata.orientation(file)),
                header.ancillary().images(),
                new Extras(
                        header.ancillary().isTransparent() || header.color().hasAlpha(),
                        header.ancillary().hasProfile()));
    }

    private static ImageHeader gif(FileBytes file) throws RejectException {
        GifHeader header = GifHeader.read(file);
        return header(
                ImageFormat.GIF,
                header.width(),
                header.height(),
                header.palette() == null ? "L" : "P",
                BYTE,
                OptionalInt.of(1),
                FrameCount.ofGif(file, header.data()),
                new Extras(header.transparency(), false));
    }

    private static ImageHeader bmp(FileBytes file) throws RejectException {
        BmpHeader header = BmpHeader.read(file);
        boolean alpha = header.masks() != null && header.masks().alpha() != 0;
        String colors = alpha ? "RGBA" : "RGB";
        String indexes = header.palette() == null ? "L" : "P";
        int bits = switch (header.bits()) {
            case 16 -> 5;
            case 24, 32 -> BYTE;
            default -> header.bits();
        };
        return header(
                ImageFormat.BMP,
                header.width(),
                header.height(),
                header.bits() <= BYTE ? indexes : colors,
                bits,
                OptionalInt.of(1),
                1,
                new Extras(alpha, false));
    }

    private static ImageHeader webp(FileBytes file) throws RejectException {
        WebpContainer container = WebpContainer.read(file);
        return header(
                ImageFormat.WEBP,
                container.canvasWidth(),
                container.canvasHeight(),
                container.hasAlpha() ? "RGBA" : "RGB",
                BYTE,
                orientation(() -> container.exif().orientation()),
                container.frames(),
                new Extras(container.hasAlpha(), container.hasProfile()));
    }

    private static ImageHeader tiff(FileBytes file) throws RejectException {
        TiffDirectory directory =
                TiffDirectory.read(file.data(), 0, file.length()).requireWhole();
        TiffLayout layout = TiffLayout.read(directory);
        return header(
                ImageFormat.TIFF,
                layout.width(),
                layout.height(),
                layout.mode(),
                layout.bits(),
                OptionalInt.of(TiffDecoder.storedOrientation(directory)),
                FrameCount.ofTiff(file, directory.order()),
                new Extras(layout.hasAlpha(), directory.has(TiffDecoder.PROFILE)));
    }

    /** A file is described also where nothing can be read of its metadata. */
    private static OptionalInt orientation(Reader reader) {
        try {
            return OptionalInt.of(reader.read());
        } catch (RejectException broken) {
            return OptionalInt.empty();
        }
    }

    private static ImageHeader header(
            ImageFormat format,
            long width,
            long height,
            String mode,
            int bits,
            OptionalInt orientation,
            int frames,
            Extras extras)
            throws RejectException {
        if (width < 1 || height < 1) {
            throw new RejectException(RejectCode.CORRUPT, "the header states " + width + " x " + height + " pixels");
        }
        if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new RejectException(RejectCode.TOO_LARGE, "the header states " + width + " x " + height + " pixels");
        }
        return new ImageHeader(
                format,
                (int) width,
                (int) height,
                mode,
                bits,
                orientation,
                frames,
                extras.transparency(),
                extras.profile());
    }
}
