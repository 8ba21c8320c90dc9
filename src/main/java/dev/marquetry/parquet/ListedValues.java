package dev.marquetry.parquet;

import java.io.IOException;
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
 * The values of a page that is one list, with no null among them: they are read without a look at the levels of each,
 * which a reader of any column takes.
 *
 * @param count how many there are
 * @param values gives them one by one
 */
record ListedValues(int count, ValuesReader values) {
    /**
     * Takes the values of a page.
     *
     * @param leaf that holds them
     * @param pages the page and its dictionary
     * @throws IOException if it cannot be read, or has a null
     */
    static ListedValues of(ColumnDescriptor leaf, PageReader pages) throws IOException {
        DataPageV1 page = (DataPageV1) pages.readPage();
        int count = page.getValueCount();
        ByteBufferInputStream in = page.getBytes().toInputStream();
        page.getRlEncoding().getValuesReader(leaf, ValuesType.REPETITION_LEVEL).initFromPage(count, in);
        ValuesReader levels = page.getDlEncoding().getValuesReader(leaf, ValuesType.DEFINITION_LEVEL);
        levels.initFromPage(count, in);
        int defined = 0;
        for (int value = 0; value < count; value++) {
            defined += levels.readInteger() == leaf.getMaxDefinitionLevel() ? 1 : 0;
        }
        boolean isEmpty = count == 1 && defined == 0;
        if (defined < count && !isEmpty) {
            throw new IOException("a tensor has " + (count - defined) + " nulls");
        }
        ValuesReader values = reader(leaf, page.getValueEncoding(), pages.readDictionaryPage());
        values.initFromPage(defined, in);
        return new ListedValues(defined, values);
    }

    private static ValuesReader reader(ColumnDescriptor leaf, Encoding encoding, DictionaryPage page)
            throws IOException {
        if (!encoding.usesDictionary()) {
            return encoding.getValuesReader(leaf, ValuesType.VALUES);
        }
        if (page == null) {
            throw new IOException("a page has indices, and there is no dictionary");
        }
        Dictionary dictionary = page.getEncoding().initDictionary(leaf, page);
        return encoding.getDictionaryBasedValuesReader(leaf, ValuesType.VALUES, dictionary);
    }
}
