package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;

/**
 * Turns the bytes of one image file after another into the pixels that fastai would give.
 *
 * <p>Holds native and heap buffers that are used again for every image. Not thread-safe: one decoder per task.
 */
public final class ImageDecoder implements AutoCloseable {
    private final ImageOptions options;
    private final Workspace workspace;
    private final NativeImages images = new NativeImages();
    private final Decoders decoders = new Decoders(images);
    private final Resizer resizer;

    /**
     * Makes a decoder.
     *
     * @param options what is made of each image
     */
    public ImageDecoder(ImageOptions options) {
        this(options, Passes.fastest());
    }

    ImageDecoder(ImageOptions options, Passes passes) {
        this.options = options;
        this.workspace = options.resize().method() == ResizeMethod.NONE
                ? Workspace.givingDecoded(options.maxPixels())
                : new Workspace(options.maxPixels());
        this.resizer = new Resizer(options.resize(), workspace, passes);
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
        long started = System.nanoTime();
        FileBytes bytes = new FileBytes(file, length);
        ImageFormat format = ImageFormat.of(bytes);
        Raster source = samples(bytes, format);
        long decoded = System.nanoTime();
        Raster resized = resizer.resize(source);
        Pixels pixels = pixels(resized);
        return new DecodedImage(
                pixels, source.height(), source.width(), decoded - started, System.nanoTime() - decoded);
    }

    /** Frees the native buffers. */
    @Override
    public void close() {
        images.close();
    }

    private Raster samples(FileBytes file, ImageFormat format) throws ImageException {
        FormatDecoder decoder = decoders.of(format);
        try {
            Raster raster = decoder.decode(file, workspace);
            if (options.orientation() == Orientation.APPLY) {
                raster = Turning.apply(raster, decoder.orientation(file), workspace);
            }
            return options.mode() == ColorMode.L ? Samples.luma(raster) : raster;
        } catch (RuntimeException exception) {
            throw new ImageException(
                    Fault.CORRUPT, "decoding the " + format + " file failed: " + exception.getMessage(), exception);
        } catch (OutOfMemoryError error) {
            throw new ImageException(
                    Fault.TOO_LARGE, "decoding the " + format + " file needs more memory than there is", error);
        }
    }

    private Pixels pixels(Raster raster) {
        byte[] data = Samples.packed(raster, options.mode().channels());
        return new Pixels(raster.height(), raster.width(), options.mode().channels(), data);
    }
}
