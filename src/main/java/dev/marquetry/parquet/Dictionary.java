package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;

/** A lookup table in the form of Parquet's dictionaries. Immutable. */
final class Dictionary {
    private final byte[] values;
    private final int entries;

    private Dictionary(byte[] values, int entries) {
        this.values = values;
        this.entries = entries;
    }

    /** Returns the column's lookup table; bytes without a table stand for themselves. */
    static Dictionary of(TensorColumn column) {
        byte[] table = column.lookupTable().orElseGet(Dictionary::identity);
        int entries = table.length / column.dtype().bytes();
        return switch (column.dtype()) {
            case UINT8 -> new Dictionary(widen(table), entries);
            case FLOAT16, FLOAT32, FLOAT64, INT32, INT64 -> new Dictionary(table, entries);
        };
    }

    private static byte[] identity() {
        byte[] table = new byte[TensorColumn.CODES];
        for (int code = 0; code < table.length; code++) {
            table[code] = (byte) code;
        }
        return table;
    }

    /** Parquet's small integers are 32 bits wide. */
    private static byte[] widen(byte[] table) {
        ByteBuffer wide = ByteBuffer.allocate(table.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (byte value : table) {
            wide.putInt(Byte.toUnsignedInt(value));
        }
        return wide.array();
    }

    /** Returns a new page of this dictionary. */
    DictionaryPage page() {
        return new DictionaryPage(BytesInput.from(values), entries, Encoding.PLAIN);
    }
}
