package dev.marquetry.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One picture, drawn from an array of a dataset.
 *
 * @param path its path, as the dataset has it
 * @param columns the values of the columns carried through, by name, as text
 * @param height rows
 * @param width columns
 * @param channels 1 for grey, 3 for red, green and blue
 * @param samples of 8 bits, HWC, not copied
 * @param divided by what the sides of the array were divided, 1 where the picture has its pixels as they are stored
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShownPicture(
        String path, Map<String, String> columns, int height, int width, int channels, byte[] samples, int divided) {
    /** A picture with the pixels of its array. */
    public ShownPicture(String path, Map<String, String> columns, int height, int width, int channels, byte[] samples) {
        this(path, columns, height, width, channels, samples, 1);
    }

    /** Copies the map and checks the number of samples. */
    public ShownPicture {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(channels + " channels");
        }
        if ((long) height * width * channels != samples.length) {
            throw new IllegalArgumentException(
                    samples.length + " samples of " + height + " x " + width + " x " + channels);
        }
    }
}
