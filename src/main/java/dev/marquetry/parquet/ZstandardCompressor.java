package dev.marquetry.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Zstandard over whole pages with one native context.
 *
 * <p>parquet-java's own compressor makes a stream, and with it a context, for every page, which costs more than the
 * small pages themselves. Holds native memory until it is released. For one thread.
 */
@SuppressWarnings("deprecation") // The page store takes no other type of compressor.
final class ZstandardCompressor extends BytesCompressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private byte[] compressed = new byte[0];

    /**
     * @param configuration says the level, as for parquet-java
     */
    ZstandardCompressor(Configuration configuration) {
        context.setLevel(configuration.getInt(
                ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, ZstandardCodec.DEFAULT_PARQUET_COMPRESS_ZSTD_LEVEL));
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        byte[] page = bytes.toByteArray();
        long bound = Zstd.compressBound(page.length);
        int room = (int) Math.min(bound, Integer.MAX_VALUE - Long.BYTES);
        if (compressed.length < room) {
            compressed = new byte[room];
        }
        int length = context.compressByteArray(compressed, 0, compressed.length, page, 0, page.length);
        return BytesInput.from(compressed, 0, length);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        context.close();
    }
}
