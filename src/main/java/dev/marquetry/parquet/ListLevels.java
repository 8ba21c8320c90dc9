package dev.marquetry.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The repetition and definition levels of a data page (V1) that holds one list without nulls.
 *
 * <p>They depend on the number of values alone and are a few bytes: a row begins (0) and its other values follow (1),
 * all of them defined.
 */
final class ListLevels {
    /** The definition level of a value: list, repeated group and element are all there. */
    static final int DEFINED = 3;

    private static final int EMPTY_LIST = 1;

    private ListLevels() {}

    static byte[] of(int values) {
        ByteArrayOutputStream repetition = new ByteArrayOutputStream();
        run(repetition, 1, 0);
        ByteArrayOutputStream definition = new ByteArrayOutputStream();
        if (values == 0) {
            run(definition, 1, EMPTY_LIST);
        } else {
            run(definition, values, DEFINED);
        }
        if (values > 1) {
            run(repetition, values - 1, 1);
        }
        return ByteBuffer.allocate(2 * Integer.BYTES + repetition.size() + definition.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(repetition.size())
                .put(repetition.toByteArray())
                .putInt(definition.size())
                .put(definition.toByteArray())
                .array();
    }

    /** Appends a repeated run of a level that fits a byte. */
    static void run(ByteArrayOutputStream out, int count, int level) {
        Varint.write(out, (long) count << 1);
        out.write(level);
    }
}
