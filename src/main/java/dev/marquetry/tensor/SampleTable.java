package dev.marquetry.tensor;

import dev.marquetry.options.DType;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.TensorOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The values of all samples that there can be, by Java's own arithmetic: equal to {@link TensorConverter#table}, to the
 * byte, and to be had where no engine is.
 *
 * <p>The conversion acts on each sample alone and rounds after each step, to float32: the sample divided by 255, less
 * the mean, divided by the deviation; then to float16 where that was asked for. Java rounds these as IEEE 754 says, and
 * so does PyTorch.
 */
public final class SampleTable {
    private static final int CODES = 256;

    private SampleTable() {}

    /**
     * Returns the values by channel and sample.
     *
     * @param options what samples are converted to; their layout plays no part
     * @param channels the number of channels
     * @return {@code 256 * channels} little-endian values: that of sample {@code s} in channel {@code c} is element
     *     {@code 256 * c + s}
     * @throws IllegalArgumentException if the statistics have another number of channels
     */
    public static byte[] of(TensorOptions options, int channels) {
        Optional<Normalization> statistics = options.normalization();
        if (statistics.isPresent() && statistics.get().mean().size() != channels) {
            throw new IllegalArgumentException(
                    "statistics of " + statistics.get().mean().size() + " channels do not fit images of " + channels);
        }
        DType type = options.dtype();
        ByteBuffer table = ByteBuffer.allocate(channels * CODES * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int channel = 0; channel < channels; channel++) {
            for (int sample = 0; sample < CODES; sample++) {
                switch (type) {
                    case UINT8 -> table.put((byte) sample);
                    case FLOAT32 -> table.putFloat(value(sample, statistics, channel));
                    case FLOAT16 -> table.putShort(HalfFloat.bits(value(sample, statistics, channel)));
                    case FLOAT64, INT32, INT64 ->
                        throw new IllegalStateException("options of tensors allow no " + type);
                }
            }
        }
        return table.array();
    }

    private static float value(int sample, Optional<Normalization> statistics, int channel) {
        float scaled = sample / 255f;
        if (statistics.isEmpty()) {
            return scaled;
        }
        float mean = statistics.get().mean().get(channel);
        float deviation = statistics.get().std().get(channel);
        return (scaled - mean) / deviation;
    }
}
