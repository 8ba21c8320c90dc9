package dev.marquetry.parquet;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Picks what compresses the pages of a file. */
final class PageCompressor {
    /** The first level of Zstandard that searches long enough. */
    private static final int SEARCHING_LEVEL = 3;

    private PageCompressor() {}

    /** Returns what indices are best packed as for this codec. */
    static ChannelIndexes.Packing packing(CompressionCodecName codec, Configuration configuration) {
        boolean searches =
                codec == CompressionCodecName.ZSTD && ZstandardCompressor.level(configuration) >= SEARCHING_LEVEL;
        return searches ? ChannelIndexes.Packing.BYTE_ALIGNED : ChannelIndexes.Packing.NARROW;
    }

    /**
     * Returns a compressor that is to be released.
     *
     * @param codec of the file
     * @param configuration says the codec's settings, and the size of usual pages
     */
    @SuppressWarnings("deprecation") // The page store takes no other type of compressor.
    static BytesCompressor of(CompressionCodecName codec, Configuration configuration) {
        return codec == CompressionCodecName.ZSTD
                ? new ZstandardCompressor(configuration)
                : new CodecFactory(configuration, ParquetOutputFormat.getPageSize(configuration)).getCompressor(codec);
    }
}
