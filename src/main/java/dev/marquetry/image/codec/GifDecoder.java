package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.image.resize.Workspace.Purpose;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.util.Arrays;

/**
 * GIF: the first frame, drawn on the logical screen.
 *
 * <p>Around the frame, the screen has the transparent colour, or colour 0 where there is none; Pillow ignores the
 * background that the file states.
 */
final class GifDecoder implements FormatDecoder {
    /** First rows and steps of the passes of an interlaced frame. */
    private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private static final int[][] IN_ORDER = {{0, 1}};

    @Override
    public Raster decode(FileBytes file, Workspace workspace) throws RejectException {
        GifHeader header = GifHeader.read(file);
        workspace.admit(header.width(), header.height());
        if (header.frameWidth() == 0 || header.frameHeight() == 0) {
            throw new RejectException(RejectCode.CORRUPT, "the GIF frame has no pixels");
        }
        int count = header.width() * header.height();
        byte[] screen = workspace.buffer(Purpose.SCANLINES, count);
        Arrays.fill(screen, 0, count, (byte) header.background());
        new GifCodes(file, header.data()).expand(new Frame(header, screen));
        if (header.palette() == null) {
            return new Raster(screen, header.height(), header.width(), 1);
        }
        Raster raster = workspace.raster(header.height(), header.width(), 3);
        for (int i = 0; i < count; i++) {
            header.palette().put(screen[i] & 0xFF, raster.samples(), 3 * i);
        }
        return raster;
    }

    @Override
    public int orientation(FileBytes file) {
        return 1;
    }

    /** Lays indices into the rows of the frame, in the order of its passes. */
    private static final class Frame implements GifCodes.Sink {
        private final GifHeader header;
        private final byte[] screen;
        private final int[][] passes;
        private int pass;
        private int x;
        private int y;

        Frame(GifHeader header, byte[] screen) {
            this.header = header;
            this.screen = screen;
            this.passes = header.interlaced() ? PASSES : IN_ORDER;
        }

        @Override
        public boolean accept(byte[] indices, int offset, int count) {
            int from = offset;
            int end = offset + count;
            while (from < end) {
                int step = Math.min(end - from, header.frameWidth() - x);
                int to = (header.top() + y) * header.width() + header.left() + x;
                System.arraycopy(indices, from, screen, to, step);
                from += step;
                x += step;
                if (x == header.frameWidth() && !nextRow()) {
                    return false;
                }
            }
            return true;
        }

        private boolean nextRow() {
            x = 0;
            y += passes[pass][1];
            while (y >= header.frameHeight()) {
                pass++;
                if (pass == passes.length) {
                    return false;
                }
                y = passes[pass][0];
            }
            return true;
        }
    }
}
