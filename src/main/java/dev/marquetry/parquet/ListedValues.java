package dev.marquetry.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;

/**
 * The values of a page that is one list without nulls. For one thread.
 *
 * <p>Levels are held against those of such a list as a whole, not value by value.
 */
final class ListedValues {
    private final int count;
    private final ByteBuffer encoded;
    private final Encoding encoding;
    private final ColumnDescriptor leaf;
    private final Optional<Dictionary> dictionary;

    private ListedValues(
            int count, ByteBuffer encoded, Encoding encoding, ColumnDescriptor leaf, Optional<Dictionary> dictionary) {
        this.count = count;
        this.encoded = encoded;
        this.encoding = encoding;
        this.leaf = leaf;
        this.dictionary = dictionary;
    }

    /**
     * Takes the values of a page.
     *
     * @param leaf that holds them
     * @param pages the page and its dictionary
     * @throws IOException if it is not one list without nulls, or lacks its dictionary
     */
    static ListedValues of(ColumnDescriptor leaf, PageReader pages) throws IOException {
        DataPageV1 page = (DataPageV1) pages.readPage();
        ByteBufferInputStream in = page.getBytes().toInputStream();
        ByteBuffer bytes = in.slice(in.available());
        Encoding encoding = page.getValueEncoding();
        return new ListedValues(
                count(page.getValueCount(), bytes), bytes.slice(), encoding, leaf, dictionary(leaf, encoding, pages));
    }

    /** Returns the number of values, and goes on to the first of them. */
    private static int count(int entries, ByteBuffer page) throws IOException {
        if (skips(page, ListLevels.of(entries))) {
            return entries;
        }
        if (entries == 1 && skips(page, ListLevels.of(0))) {
            return 0;
        }
        throw new IOException("its levels are not those of one list without nulls");
    }

    private static boolean skips(ByteBuffer page, byte[] levels) {
        boolean found = page.remaining() >= levels.length
                && page.slice(page.position(), levels.length).equals(ByteBuffer.wrap(levels));
        page.position(page.position() + (found ? levels.length : 0));
        return found;
    }

    private static Optional<Dictionary> dictionary(ColumnDescriptor leaf, Encoding encoding, PageReader pages)
            throws IOException {
        if (!encoding.usesDictionary()) {
            return Optional.empty();
        }
        DictionaryPage page = pages.readDictionaryPage();
        if (page == null) {
            throw new IOException("a page has indices, and there is no dictionary");
        }
        return Optional.of(page.getEncoding().initDictionary(leaf, page));
    }

    /** Returns how many values there are. */
    int count() {
        return count;
    }

    /** Returns the values of a column of bytes together, or nothing where they do not stand there as bytes. */
    Optional<ByteBuffer> bytes() {
        return dictionary.filter(CodeIndexes::areCodes).flatMap(codes -> CodeIndexes.cell(encoded, count));
    }

    /**
     * Returns a reader that gives the values one by one.
     *
     * @throws IOException if they cannot be read
     */
    ValuesReader values() throws IOException {
        ValuesReader values = dictionary.isPresent()
                ? encoding.getDictionaryBasedValuesReader(leaf, ValuesType.VALUES, dictionary.get())
                : encoding.getValuesReader(leaf, ValuesType.VALUES);
        values.initFromPage(count, ByteBufferInputStream.wrap(encoded.duplicate()));
        return values;
    }
}
