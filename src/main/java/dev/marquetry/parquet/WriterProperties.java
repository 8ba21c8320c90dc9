package dev.marquetry.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

    private final Configuration configuration;
    private final List<Consumer<ParquetProperties.Builder>> columns = new ArrayList<>();

    /**
     * @param configuration may hold parquet-java's own keys, which then prevail
     */
    WriterProperties(Configuration configuration) {
        this.configuration = configuration;
        perColumn(
                ParquetOutputFormat.ENABLE_DICTIONARY,
                (builder, column, value) -> builder.withDictionaryEncoding(column, Boolean.parseBoolean(value)));
        perColumn(
                ParquetOutputFormat.BLOOM_FILTER_ENABLED,
                (builder, column, value) -> builder.withBloomFilterEnabled(column, Boolean.parseBoolean(value)));
        perColumn(
                ParquetOutputFormat.BLOOM_FILTER_EXPECTED_NDV,
                (builder, column, value) -> builder.withBloomFilterNDV(column, Long.parseLong(value)));
        perColumn(
                ParquetOutputFormat.BLOOM_FILTER_FPP,
                (builder, column, value) -> builder.withBloomFilterFPP(column, Double.parseDouble(value)));
    }

    /** Looks through all keys of the configuration, which takes longer than a page. */
    private void perColumn(String key, ColumnSetting setting) {
        configuration
                .getValByRegex("^" + Pattern.quote(key + COLUMN_MARK))
                .forEach((name, value) ->
                        columns.add(builder -> setting.set(builder, name.substring(key.length() + 1), value)));
    }

    /** A setting of one column. */
    private interface ColumnSetting {
        void set(ParquetProperties.Builder builder, String column, String value);
    }

    /**
     * Returns the properties of a row group.
     *
     * @param bytesPerRow what the tensors of a row take as read
     */
    ParquetProperties of(long bytesPerRow) {
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
        columns.forEach(column -> column.accept(builder));
        return builder.build();
    }
}
