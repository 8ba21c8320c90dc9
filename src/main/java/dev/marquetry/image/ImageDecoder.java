package dev.marquetry.image;

import dev.marquetry.image.codec.Decoders;
import dev.marquetry.image.codec.ExifTranspose;
import dev.marquetry.image.codec.FileBytes;
import dev.marquetry.image.codec.FormatDecoder;
import dev.marquetry.image.codec.ImageFormat;
import dev.marquetry.image.codec.NativeImages;
import dev.marquetry.image.resize.FilterWeights;
import dev.marquetry.image.resize.Passes;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Resizer;
import dev.marquetry.image.resize.Samples;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.ResizeMethod;

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
    private final Fitting fitting;

    /** What becomes of an image once it is decoded. */
    @FunctionalInterface
    private interface Fitting {
        Raster apply(Resizer resizer, Raster source) throws RejectException;
    }

    /**
     * Makes a decoder that resizes.
     *
     * @param options what is made of each image
     */
    public ImageDecoder(ImageOptions options) {
        this(options, Passes.fastest());
    }

    ImageDecoder(ImageOptions options, Passes passes) {
        this(options, passes, Resizer::resize);
    }

    private ImageDecoder(ImageOptions options, Passes passes, Fitting fitting) {
        this.options = options;
        this.workspace = options.resize().method() == ResizeMethod.NONE
                ? Workspace.givingDecoded(options.maxPixels(), options.maxScanPixels())
                : new Workspace(options.maxPixels(), options.maxScanPixels());
        this.resizer = new Resizer(options.resize(), workspace, passes);
        this.fitting = fitting;
    }

    /**
     * Makes a decoder that crops and pads, and leaves the two passes of the resize to somebody else.
     *
     * <p>Its pixels become those of the other decoder by {@link FilterWeights} along both axes, in the order of {@link
     * Resize#shrinksHeightFirst}; an axis that has its size already is left alone.
     *
     * @param options what is made of each image, with a method of resizing
     */
    public static ImageDecoder ofWindows(ImageOptions options) {
        if (options.resize().method() == ResizeMethod.NONE) {
            throw new IllegalArgumentException("without a resize there are no windows");
        }
        return new ImageDecoder(options, Passes.WORDS, Resizer::window);
    }

    /**
     * Decodes one image.
     *
     * @param file the bytes of the file, from index 0
     * @param length how many of them belong to the file
     * @return the pixels, owned by the caller, who may give them back
     * @throws RejectException if the file does not give the pixels that fastai would give
     */
    public DecodedImage decode(byte[] file, int length) throws RejectException {
        FileBytes bytes = new FileBytes(file, length);
        workspace.beginImage();
        try {
            return decoded(bytes);
        } catch (RuntimeException failure) {
            // What is wrong with a file is found by checks: this is a bug.
            throw RejectException.internal(failure);
        } catch (OutOfMemoryError error) {
            throw RejectException.outOfMemory(length + workspace.bytesAsked(), error);
        }
    }

    private DecodedImage decoded(FileBytes bytes) throws RejectException {
        long started = System.nanoTime();
        ImageFormat format = ImageFormat.of(bytes);
        Raster source = samples(bytes, format);
        long decoded = System.nanoTime();
        Raster fitted = fitting.apply(resizer, source);
        Pixels pixels = pixels(fitted);
        return new DecodedImage(
                pixels, source.height(), source.width(), decoded - started, System.nanoTime() - decoded);
    }

    /** Takes back the pixels of an image that nobody looks at any longer: a later image may get their array. */
    public void takeBack(Pixels pixels) {
        workspace.takeBack(pixels.data());
    }

    /** Frees the native buffers. */
    @Override
    public void close() {
        images.close();
    }

    private Raster samples(FileBytes file, ImageFormat format) throws RejectException {
        FormatDecoder decoder = decoders.of(format);
        Raster raster = decoder.decode(file, workspace);
        if (options.orientation() == Orientation.APPLY) {
            raster = ExifTranspose.apply(raster, decoder.orientation(file), workspace);
        }
        return options.mode() == ColorMode.L ? Samples.luma(raster) : raster;
    }

    private Pixels pixels(Raster raster) {
        byte[] data = Samples.packed(raster, options.mode().channels());
        return new Pixels(raster.height(), raster.width(), options.mode().channels(), data);
    }
}
