package dev.marquetry.parquet;

import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;

/** Gives the values part of a list column's data pages. Holds buffers that are used again: for one writer alone. */
interface PageValues {
    /**
     * Returns the encoded values of one tensor, valid until the next call and while the cell is unchanged.
     *
     * @param cell the tensor as it stands in its cell
     */
    BytesInput encode(byte[] cell);

    /** Returns how {@link #encode} encodes. */
    Encoding encoding();

    /** Returns the dictionary that each column chunk needs, or nothing. */
    Optional<DictionaryPage> dictionary();

    /** Values that stand in the page as they stand in the cell. */
    static PageValues plain() {
        return new PageValues() {
            @Override
            public BytesInput encode(byte[] cell) {
                return BytesInput.from(cell);
            }

            @Override
            public Encoding encoding() {
                return Encoding.PLAIN;
            }

            @Override
            public Optional<DictionaryPage> dictionary() {
                return Optional.empty();
            }
        };
    }
}
