package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Workspace;
import dev.marquetry.image.resize.Workspace.Purpose;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;

/** The strips or tiles of a TIFF file, decompressed one at a time. */
final class TiffBlocks {
    private static final int STRIP_OFFSETS = 273;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTE_COUNTS = 279;
    private static final int PREDICTOR = 317;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_LENGTH = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTE_COUNTS = 325;
    private static final int UNCOMPRESSED = 1;

    private final FileBytes file;
    private final TiffDirectory directory;
    private final TiffLayout layout;
    private final boolean tiled;
    private final long predictor;
    private final int width;
    private final int height;
    private final int across;
    private final int down;
    private final byte[] buffer;

    /** Checks that there are as many blocks as the image needs. */
    TiffBlocks(FileBytes file, TiffDirectory directory, TiffLayout layout, Workspace workspace) throws RejectException {
        this.file = file;
        this.directory = directory;
        this.layout = layout;
        this.tiled = directory.has(TILE_OFFSETS);
        this.predictor = layout.compression() == UNCOMPRESSED ? 1 : directory.number(PREDICTOR, 1);
        if (tiled && directory.has(STRIP_OFFSETS)) {
            throw new RejectException(RejectCode.CORRUPT, "the TIFF file has strips and tiles");
        }
        long statedWidth = tiled ? directory.number(TILE_WIDTH, 0, "the tile width") : layout.width();
        long statedHeight = tiled
                ? directory.number(TILE_LENGTH, 0, "the tile length")
                : Math.min(directory.number(ROWS_PER_STRIP, layout.height()), layout.height());
        workspace.admit(statedWidth, statedHeight);
        this.width = (int) statedWidth;
        this.height = (int) statedHeight;
        if (tiled && (long) width * layout.storedBits() % 8 != 0) {
            throw TiffLayout.unsupported(Refusal.TIFF_TILES, "tiles whose rows end within a byte");
        }
        this.across = (int) ((layout.width() + width - 1) / width);
        this.down = (int) ((layout.height() + height - 1) / height);
        long needed = (long) across * down * layout.planes();
        int stated = directory.count(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
        if (stated != needed) {
            throw Refusal.TIFF_BLOCKS.because(
                    "the TIFF file has " + stated + " of " + needed + (tiled ? " tiles" : " strips"));
        }
        admitWork(workspace, stated);
        requireKnownPredictor();
        long size = ((long) width * layout.storedBits() + 7) / 8 * height;
        this.buffer = workspace.buffer(Purpose.SCANLINES, Workspace.arraySize(size, "a TIFF block"));
    }

    /** Blocks may reach far beyond the image, and may all be made of the same bytes of the file. */
    private void admitWork(Workspace workspace, int blocks) throws RejectException {
        ScanLimit.admit(
                workspace,
                (long) blocks * width * height,
                () -> "the TIFF file has " + blocks + (tiled ? " tiles" : " strips") + " of " + width + " x " + height
                        + " pixels");
        if (layout.compression() == UNCOMPRESSED) {
            return;
        }
        long bytes = 0;
        for (int i = 0; i < blocks; i++) {
            bytes += byteCount(i);
        }
        ScanLimit.admit(
                workspace,
                bytes,
                () -> "the TIFF file has " + blocks + (tiled ? " tiles" : " strips") + " that share their bytes");
    }

    private long byteCount(int block) throws RejectException {
        return directory.number(tiled ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS, block, "the byte counts of its blocks");
    }

    private void requireKnownPredictor() throws RejectException {
        boolean known = predictor == 1
                || (predictor == 2 && (layout.bits() == 8 || layout.bits() == 16 || layout.bits() == 32))
                || layout.compression() == TiffCompression.PACK_BITS;
        if (!known) {
            throw TiffLayout.unsupported(
                    Refusal.TIFF_PREDICTOR, "predictor " + predictor + " for " + layout.bits() + " bits");
        }
    }

    /** Returns the columns of every block; of those at the right edge some may be outside the image. */
    int width() {
        return width;
    }

    /** Returns the rows of every block; of the last ones some may be outside the image. */
    int height() {
        return height;
    }

    int across() {
        return across;
    }

    int down() {
        return down;
    }

    /** Returns the bytes of one row of a block. */
    int rowBytes() {
        return Math.toIntExact(((long) width * layout.storedBits() + 7) / 8);
    }

    /** Returns the array that holds the last block read, from index 0. */
    byte[] buffer() {
        return buffer;
    }

    /** Reads the block in a column and a row of blocks of one plane; {@code rows} of it lie within the image. */
    void read(int plane, int row, int column, int rows) throws RejectException {
        int index = (plane * down + row) * across + column;
        long offset = directory.number(tiled ? TILE_OFFSETS : STRIP_OFFSETS, index, "the offsets of its blocks");
        if (layout.compression() == UNCOMPRESSED) {
            // Pillow does not look at the byte counts here.
            int size = rowBytes() * rows - (tiled ? rowBytes() - visibleRowBytes(column) : 0);
            file.require(offset, size, "a TIFF block");
            System.arraycopy(file.data(), (int) offset, buffer, 0, size);
        } else {
            long count = byteCount(index);
            file.require(offset, count, "a TIFF block");
            int size = rowBytes() * (tiled ? height : rows);
            TiffCompression.expand(layout.compression(), file.data(), (int) offset, (int) count, buffer, size);
            if (predictor == 2 && layout.compression() != TiffCompression.PACK_BITS) {
                int samples = layout.planar() ? 1 : layout.samples();
                TiffPredictor.undo(buffer, size / rowBytes(), rowBytes(), samples, layout.bits(), directory.order());
            }
        }
        if (layout.reversed()) {
            reverseBits(rowBytes() * rows);
        }
    }

    /** The last row of the last tile may end with the image. */
    private int visibleRowBytes(int column) {
        long visible = Math.min(width, layout.width() - (long) column * width);
        return (int) ((visible * layout.storedBits() + 7) / 8);
    }

    private void reverseBits(int size) {
        for (int i = 0; i < size; i++) {
            buffer[i] = (byte) (Integer.reverse(buffer[i]) >>> 24);
        }
    }
}
