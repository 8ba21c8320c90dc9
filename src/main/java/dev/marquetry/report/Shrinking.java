package dev.marquetry.report;

/** Makes pictures smaller by a whole factor: a pixel is the mean of a square of pixels. */
final class Shrinking {
    private Shrinking() {}

    /** Returns the picture, its sides divided by the factor and rounded up, or the picture itself where that is 1. */
    static ShownPicture by(int factor, ShownPicture picture) {
        if (factor == 1) {
            return picture;
        }
        int channels = picture.channels();
        int height = (picture.height() - 1) / factor + 1;
        int width = (picture.width() - 1) / factor + 1;
        byte[] samples = new byte[height * width * channels];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                for (int channel = 0; channel < channels; channel++) {
                    samples[(row * width + column) * channels + channel] =
                            mean(picture, row * factor, column * factor, channel, factor);
                }
            }
        }
        return new ShownPicture(picture.path(), picture.columns(), height, width, channels, samples);
    }

    private static byte mean(ShownPicture picture, int top, int left, int channel, int side) {
        int bottom = Math.min(picture.height(), top + side);
        int right = Math.min(picture.width(), left + side);
        long sum = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                int index = (row * picture.width() + column) * picture.channels() + channel;
                sum += Byte.toUnsignedInt(picture.samples()[index]);
            }
        }
        long count = (long) (bottom - top) * (right - left);
        return (byte) ((sum + count / 2) / count);
    }
}
