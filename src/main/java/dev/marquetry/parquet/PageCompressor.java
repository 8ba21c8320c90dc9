package dev.marquetry.parquet;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Picks what compresses the pages of a file. */
final class PageCompressor {
    private PageCompressor() {}

    /**
     * Returns a compressor that is to be released.
     *
     * @param codec of the file
     * @param configuration says the codec's settings
     * @param pageSize of usual pages
     */
    @SuppressWarnings("deprecation") // The page store takes no other type of compressor.
    static BytesCompressor of(CompressionCodecName codec, Configuration configuration, int pageSize) {
        return codec == CompressionCodecName.ZSTD
                ? new ZstandardCompressor(configuration)
                : new CodecFactory(configuration, pageSize).getCompressor(codec);
    }
}
