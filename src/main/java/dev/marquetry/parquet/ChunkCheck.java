package dev.marquetry.parquet;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;

/**
 * Checks the pages of one column chunk: each against its checksum, and their headers, which have none, against what the
 * footer says of them all. Holds one page. For one thread.
 */
final class ChunkCheck {
    private final String name;
    private final PageContents contents;
    private final ColumnMetaData footer;
    private final Map<PageEncodingStats, Integer> encodings = new HashMap<>();
    private long rows;
    private long values;
    private long uncompressed;

    /**
     * @param name of the chunk in messages
     * @param contents looks into the pages
     * @param footer what the file's footer says of the chunk
     */
    ChunkCheck(String name, PageContents contents, ColumnMetaData footer) {
        this.name = name;
        this.contents = contents;
        this.footer = footer;
    }

    /**
     * Reads the chunk and returns its rows.
     *
     * @throws IOException if a page is damaged, or the footer says other things of the chunk; the message says which
     */
    long rows(ChunkStream in) throws IOException {
        for (int page = 0; in.left() > 0; page++) {
            try {
                check(in);
            } catch (IOException | RuntimeException e) {
                throw new IOException(name + ", page " + page + ": " + e.getMessage(), e);
            }
        }
        if (values != footer.getNum_values()) {
            throw new IOException(
                    name + ": the pages have " + values + " values, the footer says " + footer.getNum_values());
        }
        if (uncompressed != footer.getTotal_uncompressed_size()) {
            throw new IOException(name + ": the pages have " + uncompressed + " bytes decompressed, the footer says "
                    + footer.getTotal_uncompressed_size());
        }
        requireEncodings();
        return rows;
    }

    private void check(ChunkStream in) throws IOException {
        long before = in.left();
        PageHeader header = PageHeaders.read(in);
        uncompressed += before - in.left();
        byte[] bytes = in.next(header.getCompressed_page_size());
        PageHeaders.requireChecksum(header, bytes);
        int length = header.getUncompressed_page_size();
        if (length < 0 || length > footer.getTotal_uncompressed_size() - uncompressed) {
            throw new IOException("it has " + length + " bytes decompressed, which its column chunk has not");
        }
        uncompressed += length;
        switch (header.getType()) {
            case DATA_PAGE -> {
                rows += contents.rows(header.getData_page_header(), bytes, length);
                count(PageType.DATA_PAGE, header.getData_page_header().getEncoding());
                values += header.getData_page_header().getNum_values();
            }
            case DICTIONARY_PAGE -> {
                contents.dictionary(header.getDictionary_page_header(), bytes, length);
                count(
                        PageType.DICTIONARY_PAGE,
                        header.getDictionary_page_header().getEncoding());
            }
            case DATA_PAGE_V2, INDEX_PAGE -> throw new IOException("it is of the kind " + header.getType());
        }
    }

    private void count(PageType type, Encoding encoding) {
        encodings.merge(new PageEncodingStats(type, encoding, 0), 1, Integer::sum);
    }

    private void requireEncodings() throws IOException {
        if (footer.isSetEncoding_stats()) {
            Map<PageEncodingStats, Integer> expected = new HashMap<>();
            footer.getEncoding_stats()
                    .forEach(stats -> expected.merge(
                            new PageEncodingStats(stats.getPage_type(), stats.getEncoding(), 0),
                            stats.getCount(),
                            Integer::sum));
            if (!encodings.equals(expected)) {
                throw new IOException(name + ": the pages' encodings are not those that the footer counts");
            }
        }
    }
}
