package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;

/**
 * The samples of a decoded image before it is turned or resized, in rows of exactly {@code width * channels}.
 *
 * <p>One object per decoder, used again for every image: it grows to the largest one and never shrinks. Not
 * thread-safe.
 */
final class Raster {
    private int height;
    private int width;
    private int channels;
    private byte[] samples = {};

    /**
     * Makes room for an image; the samples are arbitrary until they are written.
     *
     * @throws ImageException if the image has more samples than an array holds
     */
    byte[] reshape(int newHeight, int newWidth, int newChannels) throws ImageException {
        long count = (long) newHeight * newWidth * newChannels;
        if (count > Integer.MAX_VALUE - 8) {
            throw new ImageException(
                    Fault.TOO_LARGE, "the image has " + count + " samples, more than a Java array holds");
        }
        if (samples.length < count) {
            samples = new byte[(int) count];
        }
        height = newHeight;
        width = newWidth;
        channels = newChannels;
        return samples;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int channels() {
        return channels;
    }

    /** Returns the array itself, which may be longer than the image. */
    byte[] samples() {
        return samples;
    }
}
