package dev.marquetry.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Turns images upright: Pillow's {@code ImageOps.exif_transpose}. */
final class Turn {
    private static final int UPRIGHT = 1;

    private Turn() {}

    /** Returns the orientation that a file's EXIF data asks for, 1 where it asks for none that there is. */
    static int orientation(byte[] file, int length) {
        Metadata metadata;
        try {
            metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(file, 0, length), length);
        } catch (ImageProcessingException | IOException unreadable) {
            return UPRIGHT;
        }
        for (ExifIFD0Directory directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
            Integer orientation = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            if (orientation != null) {
                return orientation < 1 || orientation > 8 ? UPRIGHT : orientation;
            }
        }
        return UPRIGHT;
    }

    /**
     * Turns an image.
     *
     * @param source the image as it is stored
     * @param orientation EXIF's number, from 1 to 8
     * @param target takes the upright image
     */
    static void upright(Raster source, int orientation, Raster target) throws ImageException {
        boolean swapped = orientation >= 5;
        int height = swapped ? source.width() : source.height();
        int width = swapped ? source.height() : source.width();
        int channels = source.channels();
        byte[] to = target.reshape(height, width, channels);
        byte[] from = source.samples();
        boolean mirroredX = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        boolean mirroredY = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        int next = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int sourceX = mirroredX ? width - 1 - x : x;
                int sourceY = mirroredY ? height - 1 - y : y;
                int pixel = swapped ? sourceX * source.width() + sourceY : sourceY * source.width() + sourceX;
                for (int channel = 0; channel < channels; channel++) {
                    to[next++] = from[pixel * channels + channel];
                }
            }
        }
    }
}
