package dev.marquetry.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** What the pages of one column chunk share: their codec and, if they have one, their dictionary. Immutable. */
final class ChunkHead {
    private final CompressionCodecName codec;
    private final DictionaryPage dictionary;
    private final DictionaryPage compressed;

    private ChunkHead(CompressionCodecName codec, DictionaryPage dictionary, DictionaryPage compressed) {
        this.codec = codec;
        this.dictionary = dictionary;
        this.compressed = compressed;
    }

    /** Returns the head of a chunk without dictionary. */
    static ChunkHead without(CompressionCodecName codec) {
        return new ChunkHead(codec, null, null);
    }

    /**
     * Returns the head of a chunk with a dictionary.
     *
     * @param dictionary as it is read
     * @param compressed its bytes as they stand in the file
     */
    static ChunkHead of(CompressionCodecName codec, DictionaryPage dictionary, BytesInput compressed)
            throws IOException {
        int length = Math.toIntExact(dictionary.getBytes().size());
        return new ChunkHead(
                codec,
                dictionary.copy(),
                new DictionaryPage(
                        PageBytes.of(PageBytes.array(compressed).clone()),
                        length,
                        dictionary.getDictionarySize(),
                        dictionary.getEncoding()));
    }

    /**
     * Compresses the dictionary.
     *
     * @param dictionary if the chunk has one
     * @param compressor of all its pages
     */
    @SuppressWarnings("deprecation") // parquet-java's own writers take no other type of compressor.
    static ChunkHead compress(Optional<DictionaryPage> dictionary, BytesCompressor compressor) throws IOException {
        return dictionary.isEmpty()
                ? without(compressor.getCodecName())
                : of(
                        compressor.getCodecName(),
                        dictionary.get(),
                        compressor.compress(dictionary.get().getBytes()));
    }

    CompressionCodecName codec() {
        return codec;
    }

    /** Returns the dictionary as it is read. */
    Optional<DictionaryPage> dictionary() {
        return Optional.ofNullable(dictionary);
    }

    /** Returns the dictionary as it stands in the file. */
    Optional<DictionaryPage> compressed() {
        return Optional.ofNullable(compressed);
    }

    /** Returns whether pages behind the other head can stand behind this one. */
    boolean fits(ChunkHead other) throws IOException {
        if (codec != other.codec || dictionary == null || other.dictionary == null) {
            return codec == other.codec && dictionary == other.dictionary;
        }
        return Arrays.equals(PageBytes.array(dictionary.getBytes()), PageBytes.array(other.dictionary.getBytes()));
    }
}
