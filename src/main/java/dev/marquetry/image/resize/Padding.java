package dev.marquetry.image.resize;

import dev.marquetry.image.resize.Workspace.Purpose;
import dev.marquetry.options.PadMode;
import java.util.Arrays;

/** Adds rows and columns around an image, as {@code numpy.pad} in the modes constant, edge and reflect. */
final class Padding {
    private final PadMode mode;
    private final Workspace workspace;

    Padding(PadMode mode, Workspace workspace) {
        this.mode = mode;
        this.workspace = workspace;
    }

    /**
     * Returns the window of an image, padded where it reaches outside.
     *
     * @param image the whole image
     * @param window part of it, or more than it
     */
    Raster apply(Raster image, Window window) {
        int left = Math.max(window.left(), 0);
        int top = Math.max(window.top(), 0);
        int right = Math.min(window.left() + window.width(), image.width());
        int bottom = Math.min(window.top() + window.height(), image.height());
        Raster inside = image.window(left, top, right - left, bottom - top);
        if (inside.width() == window.width() && inside.height() == window.height()) {
            return inside;
        }
        int channels = image.channels();
        byte[] target =
                workspace.buffer(Purpose.PADDED, Math.multiplyExact(window.width() * channels, window.height()));
        Raster padded = new Raster(target, window.height(), window.width(), channels);
        int before = Math.max(-window.left(), 0);
        int above = Math.max(-window.top(), 0);
        for (int y = 0; y < padded.height(); y++) {
            int source = index(y - above, inside.height());
            if (source < 0) {
                Arrays.fill(target, padded.row(y), padded.row(y + 1), (byte) 0);
            } else {
                padRow(inside, source, padded, y, before);
            }
        }
        return padded;
    }

    private void padRow(Raster inside, int source, Raster padded, int y, int before) {
        int channels = inside.channels();
        byte[] samples = inside.samples();
        byte[] target = padded.samples();
        int from = inside.row(source);
        int to = padded.row(y);
        int after = before + inside.width();
        System.arraycopy(samples, from, target, to + before * channels, inside.width() * channels);
        for (int x = 0; x < padded.width(); x = x + 1 == before ? after : x + 1) {
            if (before == 0 && x < after) {
                x = after;
            }
            if (x >= padded.width()) {
                return;
            }
            int column = index(x - before, inside.width());
            for (int c = 0; c < channels; c++) {
                target[to + x * channels + c] = column < 0 ? 0 : samples[from + column * channels + c];
            }
        }
    }

    /** Returns which of {@code size} rows or columns stands at an index that may lie outside; -1 for zeros. */
    private int index(int index, int size) {
        if (index >= 0 && index < size) {
            return index;
        }
        return switch (mode) {
            case ZEROS -> -1;
            case BORDER -> index < 0 ? 0 : size - 1;
            case REFLECTION -> reflected(index, size);
        };
    }

    private static int reflected(int index, int size) {
        if (size == 1) {
            return 0;
        }
        int period = 2 * (size - 1);
        int offset = Math.floorMod(index, period);
        return offset < size ? offset : period - offset;
    }
}
