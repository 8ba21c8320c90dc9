package dev.marquetry.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;

/**
 * Dictionary indices of tensors with one lookup table: 8 bits wide, so that the bit-packed run is the cell itself.
 *
 * <p>The format packs eight indices at a time; what the last eight lack is filled up.
 */
final class CodeIndexes implements PageValues {
    private static final int WIDTH = 8;

    private final Dictionary dictionary;
    private byte[] head = new byte[0];
    private int headOf = -1;

    CodeIndexes(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    @Override
    public BytesInput encode(byte[] cell) {
        if (headOf != cell.length) {
            head = runHead(WIDTH, cell.length);
            headOf = cell.length;
        }
        return BytesInput.concat(
                BytesInput.from(head), BytesInput.from(cell), BytesInput.from(new byte[-cell.length & 7]));
    }

    /** Returns the cell whose indices stand in a page as {@link #encode} writes them, or nothing where they do not. */
    static Optional<ByteBuffer> cell(ByteBuffer encoded, int length) {
        ByteBuffer head = ByteBuffer.wrap(runHead(WIDTH, length));
        boolean isRun = encoded.remaining() >= head.remaining() + length
                && encoded.slice(encoded.position(), head.remaining()).equals(head);
        return isRun ? Optional.of(encoded.slice(encoded.position() + head.remaining(), length)) : Optional.empty();
    }

    /** Returns whether each index of a dictionary of integers stands for itself. */
    static boolean areCodes(org.apache.parquet.column.Dictionary dictionary) {
        return IntStream.rangeClosed(0, dictionary.getMaxId()).allMatch(code -> dictionary.decodeToInt(code) == code);
    }

    /** The width of all indices, then the head of one bit-packed run, if there is anything to run. */
    static byte[] runHead(int width, int indices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(width);
        if (indices > 0) {
            long groups = (indices + 7L) / 8;
            Varint.write(out, (groups << 1) | 1);
        }
        return out.toByteArray();
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
