package dev.marquetry.image.codec;

import dev.marquetry.image.codec.RowUnpacker.GreyScale;
import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.options.RejectException;
import java.nio.ByteOrder;

/**
 * PNG of every colour type, depth and interlacing; of an animation the image that other readers see.
 *
 * <p>Transparency, gamma and profiles are ignored. Samples of 16 bits are clipped at 255 in grey images and lose their
 * low byte in all others: that is what Pillow's conversions come to.
 */
final class PngDecoder implements FormatDecoder {
    private static final int[] FIRST_ROW = {0, 0, 4, 0, 2, 0, 1};
    private static final int[] FIRST_COLUMN = {0, 4, 0, 2, 0, 1, 0};
    private static final int[] ROW_STEP = {8, 8, 8, 4, 4, 2, 2};
    private static final int[] COLUMN_STEP = {8, 8, 4, 4, 2, 2, 1};

    @Override
    public Raster decode(FileBytes file, Workspace workspace) throws RejectException {
        PngHeader header = PngHeader.read(file);
        workspace.admit(header.width(), header.height());
        RowUnpacker pixels = unpacker(header);
        int width = (int) header.width();
        int height = (int) header.height();
        int pixelBits = header.color().samples() * header.bits();
        Workspace.arraySize(2 * (((long) width * pixelBits + 7) / 8 + 1), "two PNG rows");
        Raster raster = workspace.raster(height, width, pixels.channels());
        int pixelBytes = Math.max(pixelBits / 8, 1);
        try (PngScanlines lines =
                new PngScanlines(file, header.data(), pixelBytes, rowBytes(width, pixelBits), workspace)) {
            if (header.interlaced()) {
                readPasses(lines, pixels, raster, pixelBits);
            } else {
                readRows(lines, pixels, raster, pixelBits);
            }
            lines.requireTrailer(header.ancillary());
        }
        return raster;
    }

    private static RowUnpacker unpacker(PngHeader header) {
        int bits = header.bits();
        int sampleBytes = bits / 8;
        return switch (header.color()) {
            case GREY ->
                switch (bits) {
                    case 16 -> RowUnpacker.clippedGrey(ByteOrder.BIG_ENDIAN);
                    case 8 -> RowUnpacker.bytes(1, 1, 1, 0);
                    default -> RowUnpacker.grey(bits, GreyScale.BLACK_IS_ZERO);
                };
            case GREY_ALPHA -> RowUnpacker.bytes(1, 2 * sampleBytes, sampleBytes, 0);
            case RGB -> RowUnpacker.bytes(3, 3 * sampleBytes, sampleBytes, 0);
            case RGB_ALPHA -> RowUnpacker.bytes(3, 4 * sampleBytes, sampleBytes, 0);
            case PALETTE -> RowUnpacker.indexed(bits, bits, header.palette());
        };
    }

    private static int rowBytes(int width, int pixelBits) {
        return Math.toIntExact(((long) width * pixelBits + 7) / 8);
    }

    private static void readRows(PngScanlines lines, RowUnpacker pixels, Raster raster, int pixelBits)
            throws RejectException {
        int rowBytes = rowBytes(raster.width(), pixelBits);
        lines.beginPass();
        for (int y = 0; y < raster.height(); y++) {
            int row = lines.next(rowBytes);
            pixels.unpack(lines.buffer(), row, raster.width(), raster.samples(), raster.row(y), pixels.channels());
        }
    }

    private static void readPasses(PngScanlines lines, RowUnpacker pixels, Raster raster, int pixelBits)
            throws RejectException {
        for (int pass = 0; pass < FIRST_ROW.length; pass++) {
            int columns = (raster.width() - FIRST_COLUMN[pass] + COLUMN_STEP[pass] - 1) / COLUMN_STEP[pass];
            if (columns <= 0) {
                continue;
            }
            int rowBytes = rowBytes(columns, pixelBits);
            lines.beginPass();
            for (int y = FIRST_ROW[pass]; y < raster.height(); y += ROW_STEP[pass]) {
                int row = lines.next(rowBytes);
                int to = raster.row(y) + FIRST_COLUMN[pass] * raster.channels();
                pixels.unpack(
                        lines.buffer(), row, columns, raster.samples(), to, COLUMN_STEP[pass] * raster.channels());
            }
        }
    }

    @Override
    public int orientation(FileBytes file) throws RejectException {
        return PngMetadata.orientation(file);
    }
}
