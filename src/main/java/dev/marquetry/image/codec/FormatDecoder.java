package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.options.RejectException;

/** Decodes the files of one format. Holds nothing of one file when it comes to the next. */
public interface FormatDecoder {
    /**
     * Decodes the first frame, as Pillow does, to luma or to red, green and blue.
     *
     * @param file the whole file, of this format by its first bytes
     * @param workspace checks the dimensions and lends the buffers
     * @return samples of one channel if the file has no colour, else of three
     * @throws RejectException if the file does not give the samples that Pillow would give
     */
    Raster decode(FileBytes file, Workspace workspace) throws RejectException;

    /**
     * Returns the EXIF orientation where Pillow's {@code getexif} would find it, 1 where it would not.
     *
     * @param file the whole file, which has been decoded before
     * @return any number; only 2 to 8 turn the image
     * @throws RejectException if Pillow could not read it either
     */
    int orientation(FileBytes file) throws RejectException;
}
