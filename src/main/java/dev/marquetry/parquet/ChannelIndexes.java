package dev.marquetry.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;

/** Dictionary indices of tensors with a lookup table per channel: 256 times the channel, plus the code. */
final class ChannelIndexes implements PageValues {
    /** Indices as two bytes: larger in memory, but compressors see the codes. */
    static final int BYTE_ALIGNED = 16;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Dictionary dictionary;
    private final int channels;
    private final boolean channelsFirst;
    private final int width;
    private byte[] packed = new byte[0];

    /**
     * @param dictionary all lookup tables, one after the other
     * @param column says how many channels there are, and where
     * @param width the bits of an index
     */
    ChannelIndexes(Dictionary dictionary, TensorColumn column, int width) {
        this.dictionary = dictionary;
        this.channels = column.lookupTables();
        this.channelsFirst = column.channelsFirst();
        this.width = width;
    }

    /** Returns the fewest bits that an index needs. */
    static int narrowest(int channels) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(channels * TensorColumn.CODES - 1);
    }

    @Override
    public BytesInput encode(byte[] cell) {
        byte[] head = CodeIndexes.runHead(width, cell.length);
        int length = Math.toIntExact((cell.length + 7L) / 8 * width);
        // Packing writes a whole word past the last index.
        int room = Math.toIntExact((long) length + Long.BYTES);
        if (packed.length < room) {
            packed = new byte[room];
        }
        if (width == BYTE_ALIGNED) {
            align(cell, length);
        } else {
            pack(cell, length);
        }
        return BytesInput.concat(BytesInput.from(head), BytesInput.from(packed, 0, length));
    }

    private void align(byte[] cell, int length) {
        byte[] out = packed;
        int plane = channelsFirst ? cell.length / channels : 1;
        for (int channel = 0; channel < channels; channel++) {
            int first = channel * plane;
            int step = channelsFirst ? 1 : channels;
            int end = channelsFirst ? first + plane : cell.length;
            for (int i = first; i < end; i += step) {
                out[2 * i] = cell[i];
                out[2 * i + 1] = (byte) channel;
            }
        }
        Arrays.fill(out, 2 * cell.length, length, (byte) 0);
    }

    private void pack(byte[] cell, int length) {
        byte[] out = packed;
        int plane = channelsFirst ? cell.length / channels : 1;
        long bits = 0;
        int filled = 0;
        int at = 0;
        int channel = 0;
        int left = plane;
        for (byte code : cell) {
            bits |= (long) ((channel << Byte.SIZE) | Byte.toUnsignedInt(code)) << filled;
            filled += width;
            if (filled >= Integer.SIZE) {
                WORD.set(out, at, (int) bits);
                at += Integer.BYTES;
                bits >>>= Integer.SIZE;
                filled -= Integer.SIZE;
            }
            if (--left == 0) {
                left = plane;
                channel = channel + 1 == channels ? 0 : channel + 1;
            }
        }
        WORD.set(out, at, (int) bits);
        at += (filled + Byte.SIZE - 1) / Byte.SIZE;
        Arrays.fill(out, at, length, (byte) 0);
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
