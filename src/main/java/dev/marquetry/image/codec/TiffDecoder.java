package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.image.resize.Workspace.Purpose;
import dev.marquetry.options.RejectException;

/**
 * TIFF: the first image of the file, in strips or tiles, uncompressed or by LZW, Deflate or PackBits.
 *
 * <p>Turned upright by its orientation tag whatever the options say: Pillow does that while it loads a TIFF file.
 */
final class TiffDecoder implements FormatDecoder {
    /** The tag of a colour profile. */
    static final int PROFILE = 34675;

    private static final int XMP = 700;

    @Override
    public Raster decode(FileBytes file, Workspace workspace) throws RejectException {
        TiffDirectory directory =
                TiffDirectory.read(file.data(), 0, file.length()).requireWhole();
        TiffLayout layout = TiffLayout.read(directory);
        workspace.admit(layout.width(), layout.height());
        TiffCompression.requireKnown(layout.compression());
        RowUnpacker unpacker = TiffUnpackers.of(layout, directory);
        TiffBlocks blocks = new TiffBlocks(file, directory, layout, workspace);
        int width = (int) layout.width();
        int height = (int) layout.height();
        Raster raster = workspace.raster(height, width, unpacker.channels());
        if (layout.planar()) {
            readPlanes(blocks, layout, unpacker, raster, workspace);
        } else {
            readBlocks(blocks, unpacker, raster);
        }
        int orientation = storedOrientation(directory);
        if (orientation >= 5 && orientation <= 8 && layout.isMapped() && blocks.across() * blocks.down() == 1) {
            throw TiffLayout.unsupported(
                    Refusal.TIFF_SIDEWAYS, "uncompressed pixels that lie on their side, which Pillow reads askew,");
        }
        return ExifTranspose.apply(raster, orientation, workspace);
    }

    @Override
    public int orientation(FileBytes file) {
        return 1;
    }

    /** Returns the orientation that the file states, 1 if it states none. */
    static int storedOrientation(TiffDirectory directory) {
        if (directory.has(Exif.ORIENTATION)) {
            return directory.wholeNumber(Exif.ORIENTATION, 1);
        }
        return directory.has(XMP) ? Exif.xmpOrientation(directory.text(XMP)) : 1;
    }

    private static void readBlocks(TiffBlocks blocks, RowUnpacker unpacker, Raster raster) throws RejectException {
        for (int row = 0; row < blocks.down(); row++) {
            int top = row * blocks.height();
            int rows = Math.min(blocks.height(), raster.height() - top);
            for (int column = 0; column < blocks.across(); column++) {
                int left = column * blocks.width();
                int columns = Math.min(blocks.width(), raster.width() - left);
                blocks.read(0, row, column, rows);
                for (int y = 0; y < rows; y++) {
                    int to = raster.row(top + y) + left * raster.channels();
                    unpacker.unpack(
                            blocks.buffer(), y * blocks.rowBytes(), columns, raster.samples(), to, raster.channels());
                }
            }
        }
    }

    /** Lays the planes together as the unpacker wants them, then unpacks row by row. */
    private static void readPlanes(
            TiffBlocks blocks, TiffLayout layout, RowUnpacker unpacker, Raster raster, Workspace workspace)
            throws RejectException {
        int sampleBytes = layout.bits() / 8;
        int pixelBytes = layout.samples() * sampleBytes;
        int size = Workspace.arraySize(
                (long) raster.width() * pixelBytes * raster.height(), "the planes of the TIFF file");
        int rowBytes = raster.width() * pixelBytes;
        byte[] joined = workspace.buffer(Purpose.PADDED, size);
        for (int plane = 0; plane < layout.samples(); plane++) {
            for (int row = 0; row < blocks.down(); row++) {
                int top = row * blocks.height();
                int rows = Math.min(blocks.height(), raster.height() - top);
                for (int column = 0; column < blocks.across(); column++) {
                    int left = column * blocks.width();
                    int columns = Math.min(blocks.width(), raster.width() - left);
                    blocks.read(plane, row, column, rows);
                    for (int y = 0; y < rows; y++) {
                        int to = (top + y) * rowBytes + left * pixelBytes + plane * sampleBytes;
                        int from = y * blocks.rowBytes();
                        for (int i = 0; i < columns * sampleBytes; i++) {
                            joined[to + i / sampleBytes * pixelBytes + i % sampleBytes] = blocks.buffer()[from + i];
                        }
                    }
                }
            }
        }
        for (int y = 0; y < raster.height(); y++) {
            unpacker.unpack(joined, y * rowBytes, raster.width(), raster.samples(), raster.row(y), raster.channels());
        }
    }
}
