package dev.marquetry.source;

import java.util.Locale;
import java.util.Set;

/** Tells image files from others by their names, as fastai's {@code get_image_files} does. */
final class ImageNames {
    /** The suffixes of image types in Python's {@code mimetypes}, and those of formats that came later. */
    private static final Set<String> SUFFIXES = Set.of(
            "apng", "avif", "bmp", "gif", "heic", "heif", "ico", "ief", "j2k", "jfif", "jp2", "jpe", "jpeg", "jpg",
            "jxl", "mpo", "pbm", "pgm", "png", "pnm", "ppm", "psd", "ras", "rgb", "svg", "tga", "tif", "tiff", "webp",
            "xbm", "xpm", "xwd");

    private ImageNames() {}

    static boolean isImage(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && SUFFIXES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** The rule of fastai, and of shells. */
    static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    /** Returns whether a name of a relative path is hidden. */
    static boolean anyIsHidden(String below) {
        return below.startsWith(".") || below.contains("/.");
    }
}
