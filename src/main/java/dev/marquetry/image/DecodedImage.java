package dev.marquetry.image;

import dev.marquetry.image.resize.Pixels;

/**
 * What became of one image file.
 *
 * @param pixels the samples after mode conversion and resize
 * @param sourceHeight rows of the image before the resize (after the EXIF orientation, where that is applied)
 * @param sourceWidth columns of the image before the resize
 * @param decodeNanos time spent from bytes to samples, mode conversion included
 * @param resizeNanos time spent on crop, pad and resize
 */
public record DecodedImage(Pixels pixels, int sourceHeight, int sourceWidth, long decodeNanos, long resizeNanos) {
    /** Returns the image with other pixels, which somebody else made of its own. */
    public DecodedImage withPixels(Pixels others) {
        return new DecodedImage(others, sourceHeight, sourceWidth, decodeNanos, resizeNanos);
    }
}
