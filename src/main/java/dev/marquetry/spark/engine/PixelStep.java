package dev.marquetry.spark.engine;

import dev.marquetry.image.DecodedImage;
import dev.marquetry.image.ImageDecoder;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.ResizePlace;
import dev.marquetry.tensor.DeviceResize;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.TensorEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the pixels of one task: decodes, and resizes in the decoder or, batch by batch, on the engine's device. */
public final class PixelStep implements AutoCloseable {
    private final ImageDecoder decoder;
    private final DeviceResize device;
    private long nanos;

    private PixelStep(ImageDecoder decoder, DeviceResize device) {
        this.decoder = decoder;
        this.device = device;
    }

    /**
     * Decides where the running task resizes.
     *
     * @throws EngineUnavailableException if it should be on a device that this executor has not
     */
    public static PixelStep open(ImageOptions image, EngineOptions engine) throws EngineUnavailableException {
        Optional<String> gpu = CellConverter.assignedGpu();
        if (isForDevice(image, engine)) {
            return onDevice(image, TensorEngine.open(engine.device(), gpu));
        }
        boolean mayUseGpu = image.resize().method() != ResizeMethod.NONE
                && engine.resize() == ResizePlace.AUTO
                && engine.device() == DeviceChoice.AUTO;
        return mayUseGpu && gpu.isPresent() ? whereThereIsAGpu(image, gpu) : inDecoder(image);
    }

    /** Returns whether every task resizes on the engine's device, whatever the cluster assigns to it. */
    static boolean isForDevice(ImageOptions image, EngineOptions engine) {
        return image.resize().method() != ResizeMethod.NONE
                && switch (engine.resize()) {
                    case DECODER -> false;
                    case DEVICE -> true;
                    case AUTO -> engine.device() == DeviceChoice.GPU;
                };
    }

    private static PixelStep whereThereIsAGpu(ImageOptions image, Optional<String> gpu) {
        try {
            return onDevice(image, TensorEngine.open(DeviceChoice.GPU, gpu));
        } catch (EngineUnavailableException unavailable) {
            return inDecoder(image);
        }
    }

    private static PixelStep inDecoder(ImageOptions image) {
        return new PixelStep(new ImageDecoder(image), null);
    }

    private static PixelStep onDevice(ImageOptions image, TensorEngine engine) {
        return new PixelStep(ImageDecoder.ofWindows(image), new DeviceResize(image.resize(), engine));
    }

    /**
     * Decodes a file, and resizes it unless the device is to.
     *
     * @param file holds the file's bytes
     * @param length how many these are
     * @return the image, whose samples stay valid until they are taken back
     * @throws RejectException if the bytes are not an image that can be decoded
     */
    public DecodedImage decode(byte[] file, int length) throws RejectException {
        return decoder.decode(file, length);
    }

    /** Takes samples that nobody needs any more, whose array later images may use. */
    public void takeBack(Pixels pixels) {
        decoder.takeBack(pixels);
    }

    /** Returns whether decoded images are of their final size, so that a batch takes one size only. */
    public boolean isDone() {
        return device == null;
    }

    /** Returns images of their final size. */
    public List<DecodedImage> finish(List<DecodedImage> images) {
        if (isDone()) {
            return images;
        }
        long start = System.nanoTime();
        List<Pixels> resized =
                device.resize(images.stream().map(DecodedImage::pixels).toList());
        List<DecodedImage> finished = new ArrayList<>(images.size());
        for (int index = 0; index < resized.size(); index++) {
            finished.add(images.get(index).withPixels(resized.get(index)));
        }
        nanos += System.nanoTime() - start;
        return finished;
    }

    /** Returns the time that the device took, and the way there and back. */
    public long nanos() {
        return nanos;
    }

    @Override
    public void close() {
        decoder.close();
        if (device != null) {
            device.close();
        }
    }
}
