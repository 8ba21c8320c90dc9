package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Turns the bytes of one image file after another into the pixels that fastai would give.
 *
 * <p>Holds native and heap buffers that are used again for every image. Not thread-safe: one decoder per task.
 */
public final class ImageDecoder implements AutoCloseable {
    private static final int ADOBE_YCCK = 2;

    private final ImageOptions options;
    private final OpenCv openCv = new OpenCv();
    private final Resizer resizer = new Resizer();
    private final Raster decoded = new Raster();
    private final Raster turned = new Raster();
    private final Raster padded = new Raster();
    private byte[] chunks = {};

    /**
     * Makes a decoder.
     *
     * @param options what is made of each image
     */
    public ImageDecoder(ImageOptions options) {
        this.options = options;
    }

    /**
     * Decodes one image.
     *
     * @param file the bytes of the file, from index 0
     * @param length how many of them belong to the file
     * @return the pixels, owned by the caller
     * @throws ImageException if the file does not give the pixels that fastai would give
     */
    public DecodedImage decode(byte[] file, int length) throws ImageException {
        long start = System.nanoTime();
        Raster image = open(file, length);
        if (options.mode() == ColorMode.L) {
            Luma.replace(image.samples(), image.height() * image.width());
            image.reshape(image.height(), image.width(), 1);
        }
        long opened = System.nanoTime();
        Pixels pixels = resize(image);
        long resized = System.nanoTime();
        return new DecodedImage(pixels, image.height(), image.width(), opened - start, resized - opened);
    }

    /** Decodes to RGB and turns the image where that is asked for. */
    private Raster open(byte[] file, int length) throws ImageException {
        ImageFormat format = ImageFormat.of(file, length);
        int orientation = 1;
        switch (format) {
            case JPEG -> openJpeg(file, length);
            case PNG -> openPng(file, length);
            case GIF -> openGif(file, length);
            case BMP -> openByOpenCv(file, length, BmpFile.parse(file, length));
            case WEBP -> openByOpenCv(file, length, WebpFile.parse(file, length));
            case TIFF -> orientation = TiffFile.decode(file, length, options.maxPixels(), decoded);
        }
        if (format != ImageFormat.TIFF && options.orientation() == Orientation.APPLY) {
            orientation = Turn.orientation(file, length);
        }
        if (orientation == 1) {
            return decoded;
        }
        Turn.upright(decoded, orientation, turned);
        return turned;
    }

    private void openByOpenCv(byte[] file, int length, Header header) throws ImageException {
        header.checkPixels(options.maxPixels());
        byte[] samples = decoded.reshape(header.height(), header.width(), 3);
        openCv.decode(file, length, header, OpenCv.Samples.RGB).get(samples, 0, header.height() * header.width() * 3);
    }

    private void openJpeg(byte[] file, int length) throws ImageException {
        JpegFile jpeg = JpegFile.parse(file, length);
        Header header = Header.of(ImageFormat.JPEG, jpeg.height(), jpeg.width());
        if (jpeg.components() != 4) {
            openByOpenCv(file, length, header);
            return;
        }
        header.checkPixels(options.maxPixels());
        java.awt.image.Raster inks = JdkDecoders.read("jpeg", file, length, reader -> reader.readRaster(0, null));
        if (inks.getHeight() != header.height() || inks.getWidth() != header.width() || inks.getNumBands() != 4) {
            throw new ImageException(Fault.CORRUPT, "the JPEG file does not hold the image that it announces");
        }
        byte[] samples = decoded.reshape(header.height(), header.width(), 3);
        int[] pixel = new int[4];
        int next = 0;
        for (int y = 0; y < header.height(); y++) {
            for (int x = 0; x < header.width(); x++) {
                inks.getPixel(x, y, pixel);
                if (jpeg.adobeTransform() == ADOBE_YCCK) {
                    Cmyk.fromYcck(pixel);
                }
                Cmyk.toRgb(pixel, samples, next);
                next += 3;
            }
        }
    }

    private void openPng(byte[] file, int length) throws ImageException {
        PngFile png = PngFile.parse(file, length);
        Header header = Header.of(ImageFormat.PNG, png.height(), png.width());
        header.checkPixels(options.maxPixels());
        if (chunks.length < length) {
            chunks = new byte[length];
        }
        int size = PngFile.copyImage(file, length, chunks);
        if (!png.clips()) {
            openByOpenCv(chunks, size, header);
            return;
        }
        byte[] samples = decoded.reshape(header.height(), header.width(), 3);
        ByteBuffer greys = openCv.decode(chunks, size, header, OpenCv.Samples.GREY16)
                .capacity(2L * header.height() * header.width())
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
        for (int pixel = 0; pixel < header.height() * header.width(); pixel++) {
            byte grey = (byte) Math.min(255, greys.getShort(2 * pixel) & 0xffff);
            Arrays.fill(samples, 3 * pixel, 3 * pixel + 3, grey);
        }
    }

    private void openGif(byte[] file, int length) throws ImageException {
        GifFile gif = GifFile.parse(file, length);
        Header header = gif.header();
        header.checkPixels(options.maxPixels());
        byte[] indexes = GifFrame.indexes(file, gif);
        byte[] samples = decoded.reshape(header.height(), header.width(), 3);
        for (int pixel = 0; pixel < header.height() * header.width(); pixel++) {
            gif.palette().look(gif.background(), samples, 3 * pixel);
        }
        for (int y = 0; y < gif.height(); y++) {
            for (int x = 0; x < gif.width(); x++) {
                int pixel = (gif.top() + y) * header.width() + gif.left() + x;
                gif.palette().look(indexes[y * gif.width() + x] & 0xff, samples, 3 * pixel);
            }
        }
    }

    private Pixels resize(Raster image) throws ImageException {
        Resize resize = options.resize();
        int channels = image.channels();
        if (resize.method() == ResizeMethod.NONE) {
            byte[] samples = Arrays.copyOf(image.samples(), image.height() * image.width() * channels);
            return new Pixels(image.height(), image.width(), channels, samples);
        }
        Window window = Window.of(resize, image.width(), image.height());
        if (window.width() < 1 || window.height() < 1) {
            // A window may truncate to nothing on an image of a few pixels; Pillow resizes nothing to zeros.
            return new Pixels(
                    resize.height(), resize.width(), channels, new byte[resize.height() * resize.width() * channels]);
        }
        Raster source = image;
        int offset = (window.top() * image.width() + window.left()) * channels;
        if (!window.inside(image.width(), image.height())) {
            Padding.pad(image, window, resize.padMode(), padded);
            source = padded;
            offset = 0;
        }
        byte[] samples = resizer.resize(
                source.samples(), offset, source.width() * channels, window, channels, resize.height(), resize.width());
        return new Pixels(resize.height(), resize.width(), channels, samples);
    }

    /** Frees the native buffers. */
    @Override
    public void close() {
        openCv.close();
    }
}
