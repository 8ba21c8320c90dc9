package dev.marquetry.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.marquetry.image.Pixels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Converts batches of pixels on the engine's device: fastai's {@code IntToFloatTensor} and {@code Normalize}, then the
 * type and the layout that were asked for.
 *
 * <p>A batch is one array over HWC memory, seen as (N, C, H, W): a view, not a copy. Operations keep that memory order,
 * so going back to HWC costs nothing either. Native memory lives no longer than one call, besides the constants, which
 * live until the converter is closed. Not thread-safe: one converter per task.
 */
public final class TensorConverter implements AutoCloseable {
    private static final int CODES = 256;

    private final TensorOptions options;
    private final NDManager manager;
    private final NDArray divisor;
    private final NDArray mean;
    private final NDArray std;

    /**
     * Makes a converter.
     *
     * @param options what pixels are converted to
     * @param engine the engine and the device
     */
    public TensorConverter(TensorOptions options, TensorEngine engine) {
        this.options = options;
        this.manager = NDManager.newBaseManager(engine.device(), "PyTorch");
        // An array, not a scalar: CUDA divides by a scalar through its reciprocal, which rounds otherwise.
        this.divisor = manager.create(new float[] {255f}, new Shape(1, 1, 1, 1));
        this.mean = options.statistics().map(s -> perChannel(s.mean())).orElse(null);
        this.std = options.statistics().map(s -> perChannel(s.std())).orElse(null);
    }

    private NDArray perChannel(List<Float> values) {
        float[] array = new float[values.size()];
        for (int channel = 0; channel < array.length; channel++) {
            array[channel] = values.get(channel);
        }
        return manager.create(array, new Shape(1, array.length, 1, 1));
    }

    /**
     * Converts a batch.
     *
     * @param batch images of one shape, at least one
     * @return for each image the little-endian bytes of its values in the layout of the options, owned by the caller
     * @throws IllegalArgumentException if the shapes differ, or the statistics have another number of channels
     */
    public List<byte[]> convert(List<Pixels> batch) {
        Pixels first = batch.get(0);
        checkShapes(batch);
        int height = first.height();
        int width = first.width();
        int channels = first.channels();
        ByteBuffer samples = ByteBuffer.allocateDirect(Math.multiplyExact(batch.size(), first.data().length));
        batch.forEach(pixels -> samples.put(pixels.data()));
        samples.flip();
        try (NDManager scope = manager.newSubManager()) {
            NDArray hwc = scope.create(samples, new Shape(batch.size(), height, width, channels), DataType.UINT8);
            NDArray chw = hwc.transpose(0, 3, 1, 2);
            NDArray values = values(chw);
            NDArray laidOut = switch (options.layout()) {
                case HWC -> values.transpose(0, 2, 3, 1);
                case CHW -> values;
            };
            return split(laidOut.toByteBuffer(), batch.size());
        }
    }

    /**
     * Returns the results of the conversion for all inputs that a sample can have.
     *
     * <p>The conversion acts on each sample alone, so this table says everything about it: the value of sample {@code
     * s} in channel {@code c} is element {@code 256 * c + s}.
     *
     * @param channels the number of channels
     * @return {@code 256 * channels} little-endian values
     */
    public byte[] table(int channels) {
        byte[] codes = new byte[CODES * channels];
        for (int code = 0; code < CODES; code++) {
            Arrays.fill(codes, code * channels, (code + 1) * channels, (byte) code);
        }
        byte[] converted =
                convert(List.of(new Pixels(CODES, 1, channels, codes))).get(0);
        if (options.layout() == Layout.CHW) {
            return converted;
        }
        int size = options.dtype().bytes();
        byte[] byChannel = new byte[converted.length];
        for (int code = 0; code < CODES; code++) {
            for (int channel = 0; channel < channels; channel++) {
                int from = (code * channels + channel) * size;
                int to = (channel * CODES + code) * size;
                System.arraycopy(converted, from, byChannel, to, size);
            }
        }
        return byChannel;
    }

    private NDArray values(NDArray chw) {
        return switch (options.dtype()) {
            case UINT8 -> chw;
            case FLOAT32 -> normalized(chw);
            case FLOAT16 -> normalized(chw).toType(DataType.FLOAT16, false);
        };
    }

    private NDArray normalized(NDArray chw) {
        NDArray scaled = chw.toType(DataType.FLOAT32, false).div(divisor);
        return mean == null ? scaled : scaled.sub(mean).div(std);
    }

    private void checkShapes(List<Pixels> batch) {
        Pixels first = batch.get(0);
        for (Pixels pixels : batch) {
            if (pixels.height() != first.height()
                    || pixels.width() != first.width()
                    || pixels.channels() != first.channels()) {
                throw new IllegalArgumentException("a batch holds images of one shape");
            }
        }
        options.statistics().ifPresent(statistics -> {
            if (statistics.mean().size() != first.channels()) {
                throw new IllegalArgumentException("statistics of "
                        + statistics.mean().size() + " channels do not fit images of " + first.channels());
            }
        });
    }

    private static List<byte[]> split(ByteBuffer values, int count) {
        int size = values.remaining() / count;
        List<byte[]> images = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            byte[] image = new byte[size];
            values.get(image);
            images.add(image);
        }
        return images;
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        manager.close();
    }
}
