package dev.marquetry.image.codec;

import dev.marquetry.options.Orientation;
import java.util.OptionalInt;

/**
 * What the header of an image file says.
 *
 * @param format the format, told by the first bytes
 * @param width columns as they are stored, before any orientation is applied
 * @param height rows as they are stored
 * @param mode what the samples are, by Pillow's letters but without their depth: L, LA, P, RGB, RGBA, CMYK, YCbCr, LAB
 * @param bits bits of a sample as it is stored: of an index where there is a palette, of GIF always 8
 * @param orientation the orientation that is stated where Pillow looks for it, 1 where none is; nothing where it cannot
 *     be read
 * @param frames how many frames or pages there are, as far as the file reaches
 * @param transparency whether it has an alpha channel, or states a colour that is transparent
 * @param profile whether a colour profile is embedded
 */
public record ImageHeader(
        ImageFormat format,
        int width,
        int height,
        String mode,
        int bits,
        OptionalInt orientation,
        int frames,
        boolean transparency,
        boolean profile) {
    private static final int FIRST_ON_ITS_SIDE = 5;
    private static final int LAST_ON_ITS_SIDE = 8;

    /**
     * Returns the rows of the decoded image.
     *
     * @param wanted whether the orientation is applied; Pillow turns TIFF files upright itself, in any case
     */
    public int decodedHeight(Orientation wanted) {
        return isTurned(wanted) ? width : height;
    }

    /** Returns the columns of the decoded image, as {@link #decodedHeight} its rows. */
    public int decodedWidth(Orientation wanted) {
        return isTurned(wanted) ? height : width;
    }

    private boolean isTurned(Orientation wanted) {
        return (wanted == Orientation.APPLY || format == ImageFormat.TIFF)
                && orientation.orElse(1) >= FIRST_ON_ITS_SIDE
                && orientation.orElse(1) <= LAST_ON_ITS_SIDE;
    }
}
