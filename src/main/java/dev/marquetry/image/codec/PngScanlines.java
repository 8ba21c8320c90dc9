package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Workspace;
import dev.marquetry.image.resize.Workspace.Purpose;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates and unfilters the image data of a PNG file, row by row.
 *
 * <p>Data that ends before the last row is an error, however the stream ends.
 */
final class PngScanlines implements AutoCloseable {
    private final FileBytes file;
    private final int pixelBytes;
    private final Inflater inflater = new Inflater();
    private final byte[] buffer;
    private final int capacity;
    private int chunk;
    private int previous;
    private int current;

    /**
     * Starts at the first chunk of image data.
     *
     * @param pixelBytes the distance that filters look back: bytes of a whole pixel, at least 1
     * @param longestRow bytes of the longest row, without its filter byte
     */
    PngScanlines(FileBytes file, int firstChunk, int pixelBytes, int longestRow, Workspace workspace)
            throws RejectException {
        this.file = file;
        this.chunk = firstChunk;
        this.pixelBytes = pixelBytes;
        this.capacity = longestRow + 1;
        this.buffer = workspace.buffer(Purpose.SCANLINES, 2 * capacity);
        this.current = capacity;
        feed();
    }

    /** Returns the array that rows are read into. */
    byte[] buffer() {
        return buffer;
    }

    /** Begins an image or a pass: the row above its first is black. */
    void beginPass() {
        Arrays.fill(buffer, previous, previous + capacity, (byte) 0);
    }

    /** Reads the next row and returns the index of its first byte in the buffer; it stays until the next but one. */
    int next(int rowBytes) throws RejectException {
        inflate(current, rowBytes + 1);
        int row = current;
        unfilter(buffer[row], row + 1, previous + 1, rowBytes);
        current = previous;
        previous = row;
        return row + 1;
    }

    /** Checks that the chunks behind the image data are all there, if there are any, and that Pillow reads them. */
    void requireTrailer(PngAncillary ancillary) throws RejectException {
        long position = chunk + 12L + PngHeader.chunkLength(file, chunk);
        while (position + 8 <= file.length() && PngHeader.isChunkName(file, (int) position)) {
            String name = file.text((int) position + 4, 4);
            if (name.equals("IEND") || (name.equals("fcTL") && ancillary.isAnimated())) {
                return;
            }
            int length = PngHeader.chunkLength(file, (int) position);
            file.require(position + 8, length, "a PNG chunk");
            ancillary.check(name, (int) position + 8, length);
            position += length + 12L;
        }
    }

    private void inflate(int offset, int count) throws RejectException {
        int filled = 0;
        try {
            while (filled < count) {
                int step = inflater.inflate(buffer, offset + filled, count - filled);
                filled += step;
                if (step > 0 || filled == count) {
                    continue;
                }
                if (inflater.finished() || inflater.needsDictionary()) {
                    throw Refusal.PNG_DATA.because("the PNG image data ends before its last row");
                }
                chunk += 12 + PngHeader.chunkLength(file, chunk);
                if (PngHeader.chunkLength(file, chunk) >= 0 && !file.matches(chunk + 4, "IDAT")) {
                    throw new RejectException(RejectCode.TRUNCATED, "the PNG image data ends before its last row");
                }
                feed();
            }
        } catch (DataFormatException exception) {
            throw new RejectException(
                    RejectCode.CORRUPT, "the PNG image data does not inflate: " + exception.getMessage(), exception);
        }
    }

    /** Hands over what there is of the chunk; if the file ends within it, the next chunk is missed. */
    private void feed() throws RejectException {
        int start = chunk + 8;
        int length = PngHeader.chunkLength(file, chunk);
        inflater.setInput(file.data(), start, Math.min(length, file.length() - start));
    }

    private void unfilter(int filter, int row, int above, int count) throws RejectException {
        byte[] bytes = buffer;
        int first = Math.min(pixelBytes, count);
        switch (filter) {
            case 0 -> {}
            case 1 -> {
                for (int i = row + first; i < row + count; i++) {
                    bytes[i] += bytes[i - pixelBytes];
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    bytes[row + i] += bytes[above + i];
                }
            }
            case 3 -> {
                for (int i = 0; i < first; i++) {
                    bytes[row + i] += (byte) ((bytes[above + i] & 0xFF) >> 1);
                }
                for (int i = first; i < count; i++) {
                    bytes[row + i] += (byte) (((bytes[row + i - pixelBytes] & 0xFF) + (bytes[above + i] & 0xFF)) >> 1);
                }
            }
            case 4 -> {
                for (int i = 0; i < first; i++) {
                    bytes[row + i] += bytes[above + i];
                }
                paeth(row, above, first, count);
            }
            default -> throw new RejectException(RejectCode.CORRUPT, "PNG row filter " + filter);
        }
    }

    private void paeth(int row, int above, int first, int count) {
        byte[] bytes = buffer;
        for (int i = first; i < count; i++) {
            int left = bytes[row + i - pixelBytes] & 0xFF;
            int up = bytes[above + i] & 0xFF;
            int corner = bytes[above + i - pixelBytes] & 0xFF;
            int fromLeft = Math.abs(up - corner);
            int fromUp = Math.abs(left - corner);
            int fromCorner = Math.abs(left + up - 2 * corner);
            int nearest = fromUp <= fromCorner ? up : corner;
            bytes[row + i] += (byte) (fromLeft <= fromUp && fromLeft <= fromCorner ? left : nearest);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
