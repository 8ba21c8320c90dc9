package dev.marquetry.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.DType;
import dev.marquetry.options.Layout;
import dev.marquetry.options.TensorOptions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Converts batches of pixels on the engine's device: fastai's {@code IntToFloatTensor} and {@code Normalize}, then the
 * type and the layout that were asked for.
 *
 * <p>A batch is one array over HWC memory, seen as (N, C, H, W): a view, not a copy. Operations keep that memory order,
 * so going back to HWC costs nothing either. Native memory lives no longer than one call, besides the constants, which
 * live until the converter is closed, and a buffer that each batch is put into: on a CPU the batch is that buffer. Not
 * thread-safe: one converter per task, and one batch at a time.
 */
public final class TensorConverter implements AutoCloseable {
    private static final int CODES = 256;

    private final TensorOptions options;
    private final NDManager manager;
    private final NDArray divisor;
    private final NDArray mean;
    private final NDArray std;
    private ByteBuffer staging = ByteBuffer.allocateDirect(0);

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
        this.mean = options.normalization().map(s -> perChannel(s.mean())).orElse(null);
        this.std = options.normalization().map(s -> perChannel(s.std())).orElse(null);
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
        try (NDManager scope = manager.newSubManager()) {
            NDArray values = values(samples(batch, scope));
            NDArray laidOut = switch (options.layout()) {
                case HWC -> values.transpose(0, 2, 3, 1);
                case CHW -> values;
            };
            return Cells.split(laidOut.toByteBuffer(), batch.size());
        }
    }

    /**
     * Puts a batch on the device, for models. It is valid until the next batch or conversion.
     *
     * @param batch images of one shape, at least one
     * @return the batch, to be closed before this converter is
     * @throws IllegalArgumentException if the shapes differ, the statistics have another number of channels, or the
     *     options ask for integers
     */
    public ModelBatch batch(List<Pixels> batch) {
        if (options.dtype() == DType.UINT8) {
            throw new IllegalArgumentException("models take floats, not uint8");
        }
        NDManager scope = manager.newSubManager();
        try {
            return new ModelBatch(scope, samples(batch, scope), this);
        } catch (RuntimeException failure) {
            scope.close();
            throw failure;
        }
    }

    /** Returns N x C x H x W samples over HWC memory. */
    private NDArray samples(List<Pixels> batch, NDManager scope) {
        checkShapes(batch);
        Pixels first = batch.get(0);
        int size = Math.multiplyExact(batch.size(), first.data().length);
        if (staging.capacity() < size) {
            staging = ByteBuffer.allocateDirect(size);
        }
        staging.clear();
        batch.forEach(pixels -> staging.put(pixels.data()));
        Shape shape = new Shape(batch.size(), first.height(), first.width(), first.channels());
        return scope.create(staging.flip().slice(), shape, DataType.UINT8).transpose(0, 3, 1, 2);
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

    /** Converts samples of any memory order, which the values keep. */
    NDArray values(NDArray chw) {
        return switch (options.dtype()) {
            case UINT8 -> chw;
            case FLOAT32 -> normalized(chw);
            case FLOAT16 -> normalized(chw).toType(DataType.FLOAT16, false);
            case FLOAT64, INT32, INT64 ->
                throw new IllegalStateException("options of tensors allow no " + options.dtype());
        };
    }

    private NDArray normalized(NDArray chw) {
        NDArray scaled = chw.toType(DataType.FLOAT32, false).divi(divisor);
        return mean == null ? scaled : scaled.subi(mean).divi(std);
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
        options.normalization().ifPresent(statistics -> {
            if (statistics.mean().size() != first.channels()) {
                throw new IllegalArgumentException("statistics of "
                        + statistics.mean().size() + " channels do not fit images of " + first.channels());
            }
        });
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        manager.close();
    }
}
