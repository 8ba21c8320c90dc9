package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import org.apache.parquet.bytes.BytesInput;

/** Turns cells of codes into the values that their lookup table gives. Holds a buffer: for one writer alone. */
final class LookupTableValues {
    private final byte[] table;
    private final int tables;
    private final int bytes;
    private final boolean channelsFirst;
    private byte[] values = new byte[0];

    LookupTableValues(TensorColumn column) {
        this.table = column.lookupTable().orElse(null);
        this.tables = column.lookupTables();
        this.bytes = column.dtype().bytes();
        this.channelsFirst = column.channelsFirst();
    }

    /** Returns the little-endian values of a cell, valid until the next call. */
    BytesInput values(byte[] cell) {
        if (table == null) {
            return BytesInput.from(cell);
        }
        int length = Math.multiplyExact(cell.length, bytes);
        if (values.length < length) {
            values = new byte[length];
        }
        int plane = channelsFirst ? cell.length / tables : 1;
        int channel = 0;
        int left = plane;
        int out = 0;
        for (byte code : cell) {
            int at = (channel * TensorColumn.CODES + Byte.toUnsignedInt(code)) * bytes;
            for (int i = 0; i < bytes; i++) {
                values[out++] = table[at + i];
            }
            if (--left == 0) {
                left = plane;
                channel = channel + 1 == tables ? 0 : channel + 1;
            }
        }
        return BytesInput.from(values, 0, length);
    }
}
