package dev.marquetry.parquet;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Decompresses pages of any codec.
 *
 * <p>parquet-java's own decompressor of Zstandard makes a context for every page, which costs more than small pages
 * themselves. Holds native memory until it is released. For one thread.
 */
final class PageDecompressor {
    private final ZstdDecompressCtx zstandard = new ZstdDecompressCtx();
    private final CodecFactory codecs;

    /**
     * @param configuration says the codecs' settings
     */
    PageDecompressor(Configuration configuration) {
        this.codecs = new CodecFactory(configuration, 0);
    }

    /**
     * Returns a page decompressed.
     *
     * @param page as it stands in the file
     * @param length how many bytes it has decompressed
     * @throws IOException if it has another length, or is not compressed in this way
     */
    byte[] decompress(CompressionCodecName codec, byte[] page, int length) throws IOException {
        byte[] decompressed = switch (codec) {
            case UNCOMPRESSED -> page;
            case ZSTD -> zstandard(page, length);
            case SNAPPY, GZIP, LZO, BROTLI, LZ4, LZ4_RAW ->
                PageBytes.array(codecs.getDecompressor(codec).decompress(PageBytes.of(page), length));
        };
        if (decompressed.length != length) {
            throw new IOException("it has " + decompressed.length + " bytes decompressed, its header says " + length);
        }
        return decompressed;
    }

    private byte[] zstandard(byte[] page, int length) throws IOException {
        try {
            return zstandard.decompress(page, length);
        } catch (ZstdException e) {
            throw new IOException("it cannot be decompressed: " + e.getMessage(), e);
        }
    }

    void release() {
        zstandard.close();
        codecs.release();
    }
}
