package dev.marquetry.options;

/** What is done with the orientation that a camera wrote into the EXIF data. */
public enum Orientation {
    /** Nothing, as fastai. */
    IGNORE,
    /** The image is turned upright before anything else, as Pillow's {@code ImageOps.exif_transpose}. */
    APPLY
}
