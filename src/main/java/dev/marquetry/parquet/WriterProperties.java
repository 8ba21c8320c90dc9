package dev.marquetry.parquet;

import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetOutputFormat;

/**
 * How the pages of the columns without tensors are made: as parquet-java's output format takes it from a Hadoop
 * configuration, but for defaults that make single images findable. Every page has a checksum, and so is of version 1:
 * those of version 2 get none from parquet-java 1.13.
 */
final class WriterProperties {
    /** Rows whose tensors are no more than this as read share the pages of the other columns. */
    private static final long BYTES_PER_PAGE = 256 * 1024;

    /** Long enough for URIs that differ in their last characters only. */
    private static final int COLUMN_INDEX_LENGTH = 2048;

    private static final char COLUMN_MARK = '#';

    private WriterProperties() {}

    /**
     * Returns the properties.
     *
     * @param configuration may hold parquet-java's own keys, which then prevail
     * @param bytesPerRow what the tensors of a row take as read
     */
    static ParquetProperties of(Configuration configuration, long bytesPerRow) {
        long rowsPerPage = Math.max(1, BYTES_PER_PAGE / Math.max(1, bytesPerRow));
        int rowLimit = configuration.getInt(ParquetOutputFormat.PAGE_ROW_COUNT_LIMIT, (int)
                Math.min(rowsPerPage, ParquetProperties.DEFAULT_PAGE_ROW_COUNT_LIMIT));
        // The first check of a row group does not ask for the limit of rows.
        int rowsBeforeCheck = Math.min(rowLimit, ParquetOutputFormat.getMinRowCountForPageSizeCheck(configuration));
        ParquetProperties.Builder builder = ParquetProperties.builder()
                .withPageSize(ParquetOutputFormat.getPageSize(configuration))
                .withDictionaryPageSize(ParquetOutputFormat.getDictionaryPageSize(configuration))
                .withDictionaryEncoding(ParquetOutputFormat.getEnableDictionary(configuration))
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                .estimateRowCountForPageSizeCheck(ParquetOutputFormat.getEstimatePageSizeCheck(configuration))
                .withMinRowCountForPageSizeCheck(rowsBeforeCheck)
                .withMaxRowCountForPageSizeCheck(ParquetOutputFormat.getMaxRowCountForPageSizeCheck(configuration))
                .withColumnIndexTruncateLength(
                        configuration.getInt(ParquetOutputFormat.COLUMN_INDEX_TRUNCATE_LENGTH, COLUMN_INDEX_LENGTH))
                .withStatisticsTruncateLength(configuration.getInt(
                        ParquetOutputFormat.STATISTICS_TRUNCATE_LENGTH,
                        ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH))
                .withMaxBloomFilterBytes(ParquetOutputFormat.getBloomFilterMaxBytes(configuration))
                .withBloomFilterEnabled(ParquetOutputFormat.getBloomFilterEnabled(configuration))
                .withPageRowCountLimit(rowLimit)
                .withPageWriteChecksumEnabled(true);
        perColumn(
                configuration,
                ParquetOutputFormat.ENABLE_DICTIONARY,
                (column, value) -> builder.withDictionaryEncoding(column, Boolean.parseBoolean(value)));
        perColumn(
                configuration,
                ParquetOutputFormat.BLOOM_FILTER_ENABLED,
                (column, value) -> builder.withBloomFilterEnabled(column, Boolean.parseBoolean(value)));
        perColumn(
                configuration,
                ParquetOutputFormat.BLOOM_FILTER_EXPECTED_NDV,
                (column, value) -> builder.withBloomFilterNDV(column, Long.parseLong(value)));
        perColumn(
                configuration,
                ParquetOutputFormat.BLOOM_FILTER_FPP,
                (column, value) -> builder.withBloomFilterFPP(column, Double.parseDouble(value)));
        return builder.build();
    }

    private static void perColumn(Configuration configuration, String key, BiConsumer<String, String> setting) {
        configuration
                .getValByRegex("^" + Pattern.quote(key + COLUMN_MARK))
                .forEach((name, value) -> setting.accept(name.substring(key.length() + 1), value));
    }
}
