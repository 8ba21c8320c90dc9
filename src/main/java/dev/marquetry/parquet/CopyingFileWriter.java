package dev.marquetry.parquet;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Writes one file of copied rows, which its only row names. Without a row there is no file. For one thread. */
final class CopyingFileWriter implements RowFile {
    private final CopyOptions options;
    private final Configuration configuration;
    private final CompressionCodecName codec;
    private final Path path;
    private CopyTarget target;
    private Map<String, String> metadata;
    private int labels;

    /**
     * @param options of the write
     * @param configuration what Spark's file format prepared for the write
     * @param codec of the columns without tensors
     * @param path the file's, which must not exist
     */
    CopyingFileWriter(CopyOptions options, Configuration configuration, CompressionCodecName codec, Path path) {
        this.options = options;
        this.configuration = configuration;
        this.codec = codec;
        this.path = path;
    }

    @Override
    public void write(InternalRow row) throws IOException {
        ArrayData sources = row.getArray(0);
        if (target != null || sources.numElements() == 0) {
            throw new IllegalStateException(
                    path + ": a file of copied rows takes one row, which names at least one source");
        }
        for (int i = 0; i < sources.numElements(); i++) {
            copy(CopiedSource.of(sources.getStruct(i, CopiedSource.FIELDS)));
        }
    }

    private void copy(CopiedSource source) throws IOException {
        Path file = new Path(options.root() + "/" + source.name());
        try (SourceFile open = new SourceFile(file, configuration)) {
            if (target == null) {
                target = new CopyTarget(open, options.sink().rowGroupSize(), configuration, codec, path);
            }
            target.copy(open, new RowEdits(source, open.columns(), options.pathColumn()));
            takeMetadata(open);
        }
    }

    /** A file with more labels knows those of the others, too: runs number new labels after old ones. */
    private void takeMetadata(SourceFile source) {
        int count = FooterDescription.labels(source.metadata().get(FooterDescription.KEY));
        if (metadata == null || count >= labels) {
            metadata = source.metadata();
            labels = count;
        }
    }

    @Override
    public void close() throws IOException {
        if (target != null) {
            target.close(metadata);
        }
    }

    @Override
    public void abandon() throws IOException {
        if (target != null) {
            target.abandon();
        }
    }
}
