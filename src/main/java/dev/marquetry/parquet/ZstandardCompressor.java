package dev.marquetry.parquet;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Zstandard over whole pages: one frame each, in blocks that are small enough for a part of an image to have statistics
 * of its own, which photographs gain more by than by a higher level.
 *
 * <p>parquet-java's own compressor makes a stream, and with it a context, for every page, which costs more than the
 * small pages themselves. Holds native memory until it is released. For one thread.
 */
@SuppressWarnings("deprecation") // The page store takes no other type of compressor.
final class ZstandardCompressor extends BytesCompressor {
    /** Half of 224 x 224 pixels in colour. Blocks of 32 KiB make files 1.5 % smaller and take a quarter more time. */
    private static final int BLOCK = 75 * 1024;

    /** Samples of photographs repeat nothing that a longer search would find, only their values are uneven. */
    private static final int DEFAULT_LEVEL = 1;

    private final int level;
    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private final ByteBuffer piece = ByteBuffer.allocateDirect(Math.toIntExact(Zstd.compressBound(BLOCK)));
    private byte[] frame = new byte[0];
    private int length;

    /**
     * @param configuration says the level, as for parquet-java
     */
    ZstandardCompressor(Configuration configuration) {
        this.level = level(configuration);
    }

    /** Returns the level of compression that a write with this configuration has. */
    static int level(Configuration configuration) {
        return configuration.getInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, DEFAULT_LEVEL);
    }

    /** Compresses a page; what is returned is valid until the next one is. */
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        // A reset takes the level back, too.
        context.reset();
        context.setLevel(level);
        context.setPledgedSrcSize(bytes.size());
        block.clear();
        length = 0;
        bytes.writeAllTo(new Blocks());
        compressBlock(EndDirective.END);
        return BytesInput.from(frame, 0, length);
    }

    private void compressBlock(EndDirective end) {
        block.flip();
        boolean done;
        do {
            piece.clear();
            done = context.compressDirectByteBufferStream(piece, block, end);
            piece.flip();
            int size = piece.remaining();
            if (frame.length < length + size) {
                frame = Arrays.copyOf(frame, Math.max(length + size, 2 * frame.length));
            }
            piece.get(frame, length, size);
            length += size;
        } while (!done);
        block.clear();
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        context.close();
    }

    /** Cuts what it is given into blocks. */
    private final class Blocks extends OutputStream {
        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            int at = offset;
            int end = offset + count;
            while (at < end) {
                if (!block.hasRemaining()) {
                    compressBlock(EndDirective.FLUSH);
                }
                int part = Math.min(end - at, block.remaining());
                block.put(bytes, at, part);
                at += part;
            }
        }
    }
}
