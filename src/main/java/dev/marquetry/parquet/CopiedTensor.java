package dev.marquetry.parquet;

import org.apache.parquet.column.ColumnDescriptor;

/** A tensor column of a copy, whose pages pass as they are. For one file and one thread. */
final class CopiedTensor {
    private final ColumnDescriptor leaf;
    private final FooterDescription.Column column;
    private final int bytesBefore;
    private final TensorChunk chunk;

    /**
     * @param leaf that holds the values
     * @param column what the sources say of it
     * @param head of the first row group
     */
    CopiedTensor(ColumnDescriptor leaf, FooterDescription.Column column, ChunkHead head) {
        this.leaf = leaf;
        this.column = column;
        int dimensions = column.shape()
                .map(shape -> shape.size())
                .orElse(column.dimensions().size());
        this.bytesBefore = BytesCellWriter.bytesBefore(column.dtype(), column.encoding(), dimensions);
        this.chunk = new TensorChunk(leaf, head);
    }

    ColumnDescriptor leaf() {
        return leaf;
    }

    TensorChunk chunk() {
        return chunk;
    }

    /** Returns the bytes that the tensor of a page takes when it is read, as the writer of tensors counts them. */
    long bytesAsRead(ChunkPages.Page page) {
        return switch (column.encoding()) {
            case LIST -> (long) page.values() * ListCellWriter.bytesAsRead(column.dtype());
            case BINARY, NPY -> page.uncompressedLength() - bytesBefore;
        };
    }

    /** Adds a page. */
    void add(ChunkPages.Page page) {
        chunk.addUncopied(page.bytes(), page.uncompressedLength(), page.values(), page.encoding());
    }
}
