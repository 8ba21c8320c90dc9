package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;

/**
 * Dictionary indices of tensors with a lookup table per channel: 256 times the channel, plus the code.
 *
 * <p>Indices have an even number of bits, so that each four of them begin with a byte and are packed at once.
 */
final class ChannelIndexes implements PageValues {
    private static final int FOUR = 4;
    private static final VarHandle CODES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INDEXES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Dictionary dictionary;
    private final int channels;
    private final boolean channelsFirst;
    private final int width;
    private byte[] packed = new byte[0];

    /** How wide indices are. */
    enum Packing {
        /** As narrow as they can be. */
        NARROW,
        /** Two bytes: larger and slower to pack, but a compressor that searches finds the codes in them. */
        BYTE_ALIGNED;

        private int width(int channels) {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(channels * TensorColumn.CODES - 1);
            return this == BYTE_ALIGNED ? Short.SIZE : bits + (bits & 1);
        }
    }

    /**
     * @param dictionary all lookup tables, one after the other
     * @param column says how many channels there are, and where
     * @param packing says how wide indices are
     */
    ChannelIndexes(Dictionary dictionary, TensorColumn column, Packing packing) {
        this.dictionary = dictionary;
        this.channels = column.lookupTables();
        this.channelsFirst = column.channelsFirst();
        this.width = packing.width(channels);
    }

    @Override
    public BytesInput encode(byte[] cell) {
        int length = Math.toIntExact((cell.length + 7L) / 8 * width);
        // Packing writes a whole word from each fourth index on.
        int room = Math.toIntExact((long) length + Long.BYTES);
        if (packed.length < room) {
            packed = new byte[room];
        }
        if (channelsFirst) {
            packPlanes(cell);
        } else {
            packPixels(cell);
        }
        int end = packRest(cell);
        Arrays.fill(packed, Math.min(end, length), length, (byte) 0);
        return BytesInput.concat(
                BytesInput.from(CodeIndexes.runHead(width, cell.length)), BytesInput.from(packed, 0, length));
    }

    /** Channels alternate: the same few patterns of them come again and again. */
    private void packPixels(byte[] cell) {
        long[] patterns = new long[channels];
        for (int first = 0; first < channels; first++) {
            for (int i = 0; i < FOUR; i++) {
                patterns[first] |= channelBits((first + i) % channels, i);
            }
        }
        int step = FOUR % channels;
        int first = 0;
        for (int i = 0, at = 0; i + FOUR <= cell.length; i += FOUR, at += width / 2) {
            INDEXES.set(packed, at, spread((int) CODES.get(cell, i)) | patterns[first]);
            first += step;
            if (first >= channels) {
                first -= channels;
            }
        }
    }

    private void packPlanes(byte[] cell) {
        int plane = cell.length / channels;
        int end = 0;
        long pattern = 0;
        for (int i = 0, at = 0; i + FOUR <= cell.length; i += FOUR, at += width / 2) {
            if (i + FOUR > end) {
                pattern = 0;
                for (int k = 0; k < FOUR; k++) {
                    pattern |= channelBits((i + k) / plane, k);
                }
                // Where one plane ends and another begins, the next four have their own pattern again.
                end = (i + FOUR - 1) / plane == i / plane ? (i / plane + 1) * plane : i + FOUR;
            }
            INDEXES.set(packed, at, spread((int) CODES.get(cell, i)) | pattern);
        }
    }

    /** Packs the last indices, fewer than four; all bytes from the returned one on are still to be set. */
    private int packRest(byte[] cell) {
        int start = cell.length / FOUR * FOUR;
        int plane = cell.length / channels;
        long indexes = 0;
        for (int i = start; i < cell.length; i++) {
            int channel = channelsFirst ? i / plane : i % channels;
            long code = Byte.toUnsignedLong(cell[i]) << ((i - start) * width);
            indexes |= code | channelBits(channel, i - start);
        }
        int at = start / FOUR * (width / 2);
        INDEXES.set(packed, at, indexes);
        return at + Long.BYTES;
    }

    private long channelBits(int channel, int place) {
        return (long) channel << (Byte.SIZE + place * width);
    }

    /** Sets four codes apart, as wide as indices are. */
    private long spread(int codes) {
        int apart = width - Byte.SIZE;
        return (codes & 0xFFL)
                | (codes & 0xFF00L) << apart
                | (codes & 0xFF0000L) << (2 * apart)
                | (codes & 0xFF000000L) << (3 * apart);
    }

    @Override
    public Encoding encoding() {
        return Encoding.RLE_DICTIONARY;
    }

    @Override
    public Optional<DictionaryPage> dictionary() {
        return Optional.of(dictionary.page());
    }
}
