package dev.marquetry.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.marquetry.image.resize.FilterWeights;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pillow's BILINEAR resize on the engine's device, to the bit.
 *
 * <p>A pass is a product with a matrix of weights. The weights are integers of 22 bits and the samples have 8, so that
 * float64 holds every sum exactly, in whatever order the device adds; rounding, shift and clip follow. Windows of one
 * size go through the device together. Native memory lives no longer than one call, besides the matrices, of which the
 * last few are kept until this is closed. Not thread-safe: one for each task.
 */
public final class DeviceResize implements AutoCloseable {
    private static final int MATRICES_KEPT = 16;

    /** Of samples before the resize; a sample takes eight bytes on the device, and there are two arrays of them. */
    private static final int MOST_SAMPLES = 1 << 24;

    private static final double ONE = 1 << FilterWeights.PRECISION;

    private final Resize resize;
    private final NDManager manager;
    private final Map<Axis, NDArray> matrices = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Axis, NDArray> eldest) {
            if (size() <= MATRICES_KEPT) {
                return false;
            }
            eldest.getValue().close();
            return true;
        }
    };

    /** From so many samples to so many. */
    private record Axis(int inputs, int outputs) {}

    /** The dimensions of a window. */
    private record Size(int height, int width, int channels) {
        static Size of(Pixels pixels) {
            return new Size(pixels.height(), pixels.width(), pixels.channels());
        }

        int samples() {
            return Math.multiplyExact(height * width, channels);
        }
    }

    /**
     * Makes a resize.
     *
     * @param resize the target size; cropping and padding have been done
     * @param engine the engine and the device
     */
    public DeviceResize(Resize resize, TensorEngine engine) {
        if (resize.method() == ResizeMethod.NONE) {
            throw new IllegalArgumentException("without a method there is nothing to resize");
        }
        this.resize = resize;
        this.manager = NDManager.newBaseManager(engine.device(), "PyTorch");
    }

    /**
     * Resizes windows of any sizes.
     *
     * @param windows what {@link dev.marquetry.image.ImageDecoder#ofWindows} gives, with this resize
     * @return the pixels of the target size, in the order of the windows
     */
    public List<Pixels> resize(List<Pixels> windows) {
        Map<Size, List<Integer>> bySize = new LinkedHashMap<>();
        for (int index = 0; index < windows.size(); index++) {
            bySize.computeIfAbsent(Size.of(windows.get(index)), size -> new ArrayList<>())
                    .add(index);
        }
        Pixels[] resized = new Pixels[windows.size()];
        bySize.forEach((size, indexes) -> {
            int most = Math.max(1, MOST_SAMPLES / size.samples());
            for (int start = 0; start < indexes.size(); start += most) {
                List<Integer> batch = indexes.subList(start, Math.min(start + most, indexes.size()));
                resizeBatch(windows, size, batch, resized);
            }
        });
        return Arrays.asList(resized);
    }

    private void resizeBatch(List<Pixels> windows, Size size, List<Integer> batch, Pixels[] resized) {
        int height = resize.height();
        int width = resize.width();
        if (size.height() == height && size.width() == width) {
            batch.forEach(index -> resized[index] = windows.get(index));
            return;
        }
        ByteBuffer samples = ByteBuffer.allocateDirect(Math.multiplyExact(batch.size(), size.samples()));
        batch.forEach(index -> samples.put(windows.get(index).data()));
        samples.flip();
        try (NDManager scope = manager.newSubManager()) {
            NDArray hwc = scope.create(
                    samples, new Shape(batch.size(), size.height(), size.width(), size.channels()), DataType.UINT8);
            NDArray hcw = hwc.transpose(0, 1, 3, 2).toType(DataType.FLOAT64, false);
            NDArray fitted = resize.shrinksHeightFirst(size.height(), size.width())
                    ? horizontal(vertical(hcw, size), size)
                    : vertical(horizontal(hcw, size), size);
            ByteBuffer values =
                    fitted.transpose(0, 1, 3, 2).toType(DataType.UINT8, false).toByteBuffer();
            for (int index : batch) {
                byte[] data = new byte[height * width * size.channels()];
                values.get(data);
                resized[index] = new Pixels(height, width, size.channels(), data);
            }
        }
    }

    /** Resizes the last axis of (image, row, channel, column). */
    private NDArray horizontal(NDArray hcw, Size size) {
        if (size.width() == resize.width()) {
            return hcw;
        }
        return rounded(hcw.matMul(matrix(new Axis(size.width(), resize.width())).transpose()));
    }

    /** Resizes the rows of (image, row, channel, column). */
    private NDArray vertical(NDArray hcw, Size size) {
        if (size.height() == resize.height()) {
            return hcw;
        }
        Shape shape = hcw.getShape();
        long rest = shape.get(2) * shape.get(3);
        NDArray rows = hcw.reshape(shape.get(0), shape.get(1), rest);
        NDArray sums = matrix(new Axis(size.height(), resize.height())).matMul(rows);
        return rounded(sums).reshape(shape.get(0), resize.height(), shape.get(2), shape.get(3));
    }

    /** Returns the 8-bit samples, still as float64, of sums with 22 fractional bits. */
    private static NDArray rounded(NDArray sums) {
        // Division by a power of two is exact, however a device divides.
        return sums.add((double) FilterWeights.ROUNDING).div(ONE).floor().clip(0, 255);
    }

    /** Returns the weights of an axis: a row for each output, a column for each input. */
    private NDArray matrix(Axis axis) {
        return matrices.computeIfAbsent(axis, this::newMatrix);
    }

    private NDArray newMatrix(Axis axis) {
        FilterWeights weights = FilterWeights.of(axis.inputs(), axis.outputs());
        double[] dense = new double[Math.multiplyExact(axis.outputs(), axis.inputs())];
        for (int output = 0; output < axis.outputs(); output++) {
            int to = output * axis.inputs() + weights.starts()[output];
            for (int tap = 0; tap < weights.taps(); tap++) {
                dense[to + tap] = weights.weights()[output * weights.taps() + tap];
            }
        }
        return manager.create(dense, new Shape(axis.outputs(), axis.inputs()));
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        manager.close();
    }
}
