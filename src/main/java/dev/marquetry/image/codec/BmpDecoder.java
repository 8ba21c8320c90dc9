package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.image.resize.Workspace.Purpose;
import dev.marquetry.options.RejectException;
import java.util.Locale;

/** BMP of 1 to 32 bits, uncompressed or run-length encoded, with the colour masks that Pillow knows. */
final class BmpDecoder implements FormatDecoder {
    @Override
    public Raster decode(FileBytes file, Workspace workspace) throws RejectException {
        BmpHeader header = BmpHeader.read(file);
        workspace.admit(header.width(), header.height());
        int channels = header.bits() <= 8 && header.palette() == null ? 1 : 3;
        Raster raster = workspace.raster((int) header.height(), (int) header.width(), channels);
        switch (header.bits()) {
            case 1, 4, 8 -> decodeIndices(file, header, raster, workspace);
            case 16 -> decodeShorts(file, header, raster);
            default -> decodeBytes(file, header, raster);
        }
        return raster;
    }

    @Override
    public int orientation(FileBytes file) {
        return 1;
    }

    private static void decodeIndices(FileBytes file, BmpHeader header, Raster raster, Workspace workspace)
            throws RejectException {
        if (header.compression() == 0) {
            Rows rows = new Rows(file, header);
            for (int y = 0; y < raster.height(); y++) {
                indices(file.data(), rows.start(y), header.bits(), header.palette(), raster, rows.target(y));
            }
            return;
        }
        if (header.compression() == 3 || header.bits() != (header.compression() == 1 ? 8 : 4)) {
            throw unsupportedCompression(header);
        }
        byte[] expanded = workspace.buffer(Purpose.SCANLINES, raster.width() * raster.height());
        new BmpRunLength(file, header, expanded).expand(header.data());
        for (int y = 0; y < raster.height(); y++) {
            int row = header.topDown() ? y : raster.height() - 1 - y;
            indices(expanded, y * raster.width(), 8, header.palette(), raster, row);
        }
    }

    private static void indices(byte[] data, int from, int bits, Palette palette, Raster raster, int row) {
        byte[] samples = raster.samples();
        int to = raster.row(row);
        int scale = bits == 1 ? 255 : 1;
        for (int x = 0; x < raster.width(); x++) {
            int index = RowUnpacker.packed(data, from, x * bits, bits);
            if (palette == null) {
                samples[to + x] = (byte) (index * scale);
            } else {
                palette.put(index, samples, to + 3 * x);
            }
        }
    }

    private static void decodeShorts(FileBytes file, BmpHeader header, Raster raster) throws RejectException {
        requireKnownColors(header);
        boolean sixGreen = header.masks() != null && header.masks().haveSixGreenBits();
        int greenMost = sixGreen ? 63 : 31;
        int redShift = sixGreen ? 11 : 10;
        Rows rows = new Rows(file, header);
        byte[] data = file.data();
        for (int y = 0; y < raster.height(); y++) {
            int from = rows.start(y);
            int to = raster.row(rows.target(y));
            for (int x = 0; x < raster.width(); x++, from += 2, to += 3) {
                int pixel = (data[from] & 0xFF) | (data[from + 1] & 0xFF) << 8;
                raster.samples()[to] = (byte) ((pixel >> redShift & 31) * 255 / 31);
                raster.samples()[to + 1] = (byte) ((pixel >> 5 & greenMost) * 255 / greenMost);
                raster.samples()[to + 2] = (byte) ((pixel & 31) * 255 / 31);
            }
        }
    }

    private static void decodeBytes(FileBytes file, BmpHeader header, Raster raster) throws RejectException {
        int pixelBytes = header.bits() / 8;
        int[] order = byteOrder(header);
        Rows rows = new Rows(file, header);
        byte[] data = file.data();
        for (int y = 0; y < raster.height(); y++) {
            int from = rows.start(y);
            int to = raster.row(rows.target(y));
            for (int x = 0; x < raster.width(); x++, from += pixelBytes, to += 3) {
                raster.samples()[to] = data[from + order[0]];
                raster.samples()[to + 1] = data[from + order[1]];
                raster.samples()[to + 2] = data[from + order[2]];
            }
        }
    }

    /** Returns where in a pixel red, green and blue stand. */
    private static int[] byteOrder(BmpHeader header) throws RejectException {
        requireKnownColors(header);
        BmpMasks masks = header.masks();
        return masks == null || masks.areZero()
                ? new int[] {2, 1, 0}
                : new int[] {byteOf(masks.red()), byteOf(masks.green()), byteOf(masks.blue())};
    }

    private static int byteOf(long mask) {
        return Long.numberOfTrailingZeros(mask) / 8;
    }

    private static void requireKnownColors(BmpHeader header) throws RejectException {
        BmpMasks masks = header.masks();
        if (masks == null && header.compression() != 0) {
            throw unsupportedCompression(header);
        }
        if (masks != null && !masks.areKnown(header.bits())) {
            throw Refusal.BMP_MASKS.because(String.format(
                    Locale.ROOT,
                    "BMP of %d bits with the colour masks %X, %X, %X, %X",
                    header.bits(),
                    masks.red(),
                    masks.green(),
                    masks.blue(),
                    masks.alpha()));
        }
    }

    private static RejectException unsupportedCompression(BmpHeader header) {
        return Refusal.BMP_COMPRESSION.because(
                "BMP of " + header.bits() + " bits with compression " + header.compression());
    }

    /** Where the rows of uncompressed pixels begin, and which rows of the image they are. */
    private static final class Rows {
        private final BmpHeader header;
        private final int stride;

        Rows(FileBytes file, BmpHeader header) throws RejectException {
            this.header = header;
            long rowBits = header.width() * header.bits();
            long rowBytes = (rowBits + 31) / 32 * 4;
            file.require(header.data(), rowBytes * (header.height() - 1) + (rowBits + 7) / 8, "the BMP pixels");
            this.stride = (int) rowBytes;
        }

        int start(int y) {
            return (int) header.data() + y * stride;
        }

        int target(int y) {
            return header.topDown() ? y : (int) header.height() - 1 - y;
        }
    }
}
