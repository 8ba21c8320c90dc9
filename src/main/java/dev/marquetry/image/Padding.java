package dev.marquetry.image;

/** Makes the pixels of a window that reaches outside its image: {@code numpy.pad} with constant, edge or reflect. */
final class Padding {
    private Padding() {}

    /** Fills the target, of the window's size, with the image where the window covers it and padding elsewhere. */
    static void pad(Raster image, Window window, PadMode mode, Raster target) throws ImageException {
        int channels = image.channels();
        byte[] to = target.reshape(window.height(), window.width(), channels);
        byte[] from = image.samples();
        int[] columns = sources(window.left(), window.width(), image.width(), mode);
        int[] rows = sources(window.top(), window.height(), image.height(), mode);
        int next = 0;
        for (int row : rows) {
            for (int column : columns) {
                int at = (row * image.width() + column) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    to[next++] = row < 0 || column < 0 ? 0 : from[at + channel];
                }
            }
        }
    }

    /** Returns for each position of the window the position in the image that it shows, or -1 for none. */
    private static int[] sources(int start, int count, int size, PadMode mode) {
        int[] sources = new int[count];
        for (int index = 0; index < count; index++) {
            int position = start + index;
            sources[index] = position >= 0 && position < size
                    ? position
                    : switch (mode) {
                        case ZEROS -> -1;
                        case BORDER -> Math.max(0, Math.min(size - 1, position));
                        case REFLECTION -> reflected(position, size);
                    };
        }
        return sources;
    }

    private static int reflected(int position, int size) {
        if (size == 1) {
            return 0;
        }
        int period = 2 * (size - 1);
        int within = Math.floorMod(position, period);
        return within < size ? within : period - within;
    }
}
