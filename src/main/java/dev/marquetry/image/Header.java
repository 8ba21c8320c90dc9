package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;

/**
 * What a file says of its image before it is decoded.
 *
 * @param format the file format
 * @param height rows
 * @param width columns
 */
record Header(ImageFormat format, int height, int width) {
    /**
     * Makes a header.
     *
     * @throws ImageException if there are no pixels
     */
    static Header of(ImageFormat format, int height, int width) throws ImageException {
        if (height < 1 || width < 1) {
            throw new ImageException(
                    Fault.CORRUPT, "the " + format + " file announces " + width + "x" + height + " pixels");
        }
        return new Header(format, height, width);
    }

    /**
     * Refuses an image that is too large, before it is decoded.
     *
     * @throws ImageException if it has more pixels than the limit
     */
    void checkPixels(long maxPixels) throws ImageException {
        long pixels = (long) height * width;
        if (pixels > maxPixels) {
            throw new ImageException(
                    Fault.TOO_LARGE,
                    "the image has " + width + "x" + height + " = " + pixels + " pixels, image.max-pixels is "
                            + maxPixels);
        }
    }
}
