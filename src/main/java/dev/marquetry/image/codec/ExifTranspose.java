package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.image.resize.Workspace.Purpose;

/** Turns and mirrors images by their EXIF orientation, as Pillow's {@code ImageOps.exif_transpose}. */
public final class ExifTranspose {
    private ExifTranspose() {}

    /** Returns the raster upright; an orientation that is none of 2 to 8 leaves it as it is. */
    public static Raster apply(Raster raster, int orientation, Workspace workspace) {
        if (orientation < 2 || orientation > 8) {
            return raster;
        }
        int height = raster.height();
        int width = raster.width();
        int channels = raster.channels();
        boolean sideways = orientation >= 5;
        int turnedHeight = sideways ? width : height;
        int turnedWidth = sideways ? height : width;
        byte[] target = workspace.buffer(Purpose.TURNED, height * width * channels);
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int rowStep = raster.row(1) - raster.row(0);
        int start = raster.row(fromBottom ? height - 1 : 0) + (fromRight ? (width - 1) * channels : 0);
        int alongX = fromRight ? -channels : channels;
        int alongY = fromBottom ? -rowStep : rowStep;
        int stepInRow = sideways ? alongY : alongX;
        int stepOfRows = sideways ? alongX : alongY;
        int to = 0;
        for (int y = 0; y < turnedHeight; y++) {
            int from = start + y * stepOfRows;
            for (int x = 0; x < turnedWidth; x++) {
                for (int c = 0; c < channels; c++) {
                    target[to++] = raster.samples()[from + c];
                }
                from += stepInRow;
            }
        }
        return new Raster(target, turnedHeight, turnedWidth, channels);
    }
}
