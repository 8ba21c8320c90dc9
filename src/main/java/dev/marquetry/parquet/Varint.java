package dev.marquetry.parquet;

import java.io.ByteArrayOutputStream;

/** Unsigned LEB128 numbers, which head the runs of Parquet's RLE and bit-packing hybrid. */
final class Varint {
    private Varint() {}

    static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
