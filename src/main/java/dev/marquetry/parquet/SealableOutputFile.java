package dev.marquetry.parquet;

import dev.marquetry.options.DType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file that is whole only once it is sealed: what is written after {@link #seal} is held back until the stream is
 * closed, and a stream that is closed unsealed has no footer and cannot be read.
 *
 * <p>For one writer and one thread.
 */
final class SealableOutputFile implements OutputFile {
    private final OutputFile file;
    private final boolean halfFloats;
    private SealableStream stream;

    /** Says what is done to the footer. */
    enum Footer {
        /** It stays as parquet-java writes it. */
        AS_WRITTEN,
        /** Its half floats are annotated. */
        HALF_FLOATS;

        /** Returns what is done where there are lists of these types. */
        static Footer ofLists(Stream<DType> types) {
            return types.anyMatch(type -> type == DType.FLOAT16) ? HALF_FLOATS : AS_WRITTEN;
        }
    }

    SealableOutputFile(OutputFile file, Footer footer) {
        this.file = file;
        this.halfFloats = footer == Footer.HALF_FLOATS;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        stream = new SealableStream(file.create(blockSizeHint));
        return stream;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        stream = new SealableStream(file.createOrOverwrite(blockSizeHint));
        return stream;
    }

    @Override
    public boolean supportsBlockSize() {
        return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return file.defaultBlockSize();
    }

    @Override
    public String getPath() {
        return file.getPath();
    }

    /** Holds back all that follows: the indexes and the footer. */
    void seal() {
        stream.end = new ByteArrayOutputStream();
    }

    /** Closes the file without a footer. */
    void abandon() throws IOException {
        if (stream != null) {
            stream.end = null;
            stream.close();
        }
    }

    private final class SealableStream extends PositionOutputStream {
        private final PositionOutputStream out;
        private ByteArrayOutputStream end;
        private boolean closed;

        SealableStream(PositionOutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos() + (end == null ? 0 : end.size());
        }

        @Override
        public void write(int value) throws IOException {
            if (end == null) {
                out.write(value);
            } else {
                end.write(value);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (end == null) {
                out.write(bytes, offset, length);
            } else {
                end.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (PositionOutputStream whole = out) {
                if (end != null) {
                    byte[] last = halfFloats ? HalfFloatFooter.annotate(end.toByteArray()) : end.toByteArray();
                    FooterChecksum.seal(last);
                    whole.write(last);
                }
            }
        }
    }
}
