package dev.marquetry.sample;

/**
 * One row of the manifest and the file that it names.
 *
 * @param path the file's path relative to the folder, with slashes
 * @param label the picture's class
 * @param split {@code train} or {@code valid}
 * @param subject what it shows
 * @param encoding how it is written
 * @param size how large it is when it is looked at upright
 * @param flaw what is wrong with it
 * @param seed where the random numbers of its drawing start
 */
record PicturePlan(
        String path,
        String label,
        String split,
        Subject subject,
        Encoding encoding,
        SizeClass.Size size,
        Flaw flaw,
        long seed) {}
