package dev.marquetry.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.PrimitiveType;

/** Looks into the pages of one column chunk, as far as it takes to count. For one thread. */
final class PageContents {
    private final ColumnDescriptor column;
    private final CompressionCodecName codec;
    private final PageDecompressor decompressor;

    /**
     * @param column the leaf
     * @param codec of the chunk
     * @param decompressor of its pages
     */
    PageContents(ColumnDescriptor column, CompressionCodecName codec, PageDecompressor decompressor) {
        this.column = column;
        this.codec = codec;
        this.decompressor = decompressor;
    }

    /**
     * Returns the rows of a data page.
     *
     * @param header says how it is encoded
     * @param bytes the page as it stands in the file
     * @param length how many bytes it has decompressed
     * @throws IOException if header and page contradict each other
     */
    long rows(DataPageHeader header, byte[] bytes, int length) throws IOException {
        requireLevels(header);
        byte[] page = decompress(bytes, length);
        if (column.getMaxRepetitionLevel() == 0) {
            return header.getNum_values();
        }
        if (page.length < Integer.BYTES) {
            throw new IOException("it has no levels");
        }
        int levels = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (levels < 0 || levels > page.length - Integer.BYTES) {
            throw new IOException("it has " + levels + " bytes of levels, but " + page.length + " in all");
        }
        return RepetitionLevels.rows(column, ByteBuffer.wrap(page, Integer.BYTES, levels), header.getNum_values());
    }

    /**
     * Requires that the levels of a data page are encoded as all levels are.
     *
     * @throws IOException if the header says something else
     */
    void requireLevels(DataPageHeader header) throws IOException {
        if (header == null) {
            throw new IOException("its header is not that of a data page");
        }
        requireRunLengths(header.getRepetition_level_encoding(), column.getMaxRepetitionLevel());
        requireRunLengths(header.getDefinition_level_encoding(), column.getMaxDefinitionLevel());
    }

    /**
     * Returns a dictionary decompressed.
     *
     * @throws IOException if it has other than as many entries as its header says
     */
    byte[] dictionary(DictionaryPageHeader header, byte[] bytes, int length) throws IOException {
        if (header == null) {
            throw new IOException("its header is not that of a dictionary");
        }
        byte[] dictionary = decompress(bytes, length);
        long entries = entries(column.getPrimitiveType(), ByteBuffer.wrap(dictionary));
        if (entries != header.getNum_values()) {
            throw new IOException("it has " + entries + " entries, its header says " + header.getNum_values());
        }
        return dictionary;
    }

    private static long entries(PrimitiveType type, ByteBuffer dictionary) {
        int width = switch (type.getPrimitiveTypeName()) {
            case INT32, FLOAT -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case INT96 -> Long.BYTES + Integer.BYTES;
            case FIXED_LEN_BYTE_ARRAY -> type.getTypeLength();
            case BOOLEAN, BINARY -> 0;
        };
        if (width > 0) {
            return dictionary.remaining() / width;
        }
        dictionary.order(ByteOrder.LITTLE_ENDIAN);
        long entries = 0;
        while (dictionary.hasRemaining()) {
            int entry = dictionary.getInt();
            dictionary.position(Math.addExact(dictionary.position(), entry));
            entries++;
        }
        return entries;
    }

    /** Returns a page decompressed, which must have so many bytes. */
    byte[] decompress(byte[] bytes, int length) throws IOException {
        return decompressor.decompress(codec, bytes, length);
    }

    private static void requireRunLengths(Encoding encoding, int maxLevel) throws IOException {
        // What has no levels needs no encoding of them, and parquet-java names the other one.
        boolean none = maxLevel == 0 && encoding == Encoding.BIT_PACKED;
        if (!none && encoding != Encoding.RLE) {
            throw new IOException("its levels are encoded as " + encoding);
        }
    }
}
