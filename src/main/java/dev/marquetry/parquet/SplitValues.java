package dev.marquetry.parquet;

import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;

/** BYTE_STREAM_SPLIT of four-byte values: all first bytes, then all second ones, and so on. */
final class SplitValues implements PageValues {
    private byte[] streams = new byte[0];

    @Override
    public BytesInput encode(byte[] cell) {
        if (streams.length < cell.length) {
            streams = new byte[cell.length];
        }
        int values = cell.length / Float.BYTES;
        byte[] out = streams;
        int second = values;
        int third = 2 * values;
        int fourth = 3 * values;
        for (int i = 0, in = 0; i < values; i++, in += Float.BYTES) {
            out[i] = cell[in];
            out[second + i] = cell[in + 1];
            out[third + i] = cell[in + 2];
            out[fourth + i] = cell[in + 3];
        }
        return BytesInput.from(out, 0, cell.length);
    }

    @Override
    public Encoding encoding() {
        return Encoding.BYTE_STREAM_SPLIT;
    }

    @Override
    public Optional<DictionaryPage> dictionary() {
        return Optional.empty();
    }
}
