package dev.marquetry.spark.statistics;

import dev.marquetry.image.codec.ImageHeader;
import dev.marquetry.image.resize.ResizeEffect;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.ResizeMethod;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the files of decoded images are, by their headers. Takes bounded memory. Not thread-safe. */
public final class SourceStatistics implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Bins of widths, heights and their ratios for a factor of two. */
    public static final int SIZES_PER_OCTAVE = 4;

    private static final double SHARE_UNITS = 1e9;

    private long images;
    private final TreeMap<String, Long> formats = new TreeMap<>();
    private final TreeMap<String, Long> modes = new TreeMap<>();
    private final TreeMap<Integer, Long> bits = new TreeMap<>();
    private final Range width = new Range();
    private final Range height = new Range();
    private final Range bytes = new Range();
    private final TreeMap<Integer, Bins> sizes = new TreeMap<>();
    private final Bins aspectRatios = new Bins(SIZES_PER_OCTAVE);
    private final Bins fileSizes = new Bins(1);
    private long enlarged;
    private long cropped;
    /** In units that are whole, so that the order of adding does not matter. */
    private long shareCropped;

    void add(ImageHeader header, long length, ImageOptions options) {
        int columns = header.decodedWidth(options.orientation());
        int rows = header.decodedHeight(options.orientation());
        images++;
        formats.merge(header.format().name(), 1L, Long::sum);
        modes.merge(header.mode(), 1L, Long::sum);
        bits.merge(header.bits(), 1L, Long::sum);
        width.add(columns);
        height.add(rows);
        bytes.add(length);
        sizes.computeIfAbsent(Bins.bin(columns, SIZES_PER_OCTAVE), bin -> new Bins(SIZES_PER_OCTAVE))
                .add(rows);
        aspectRatios.add((double) columns / rows);
        fileSizes.add((double) length);
        if (options.resize().method() != ResizeMethod.NONE) {
            ResizeEffect effect = ResizeEffect.of(options.resize(), columns, rows);
            enlarged += effect.enlarges() ? 1 : 0;
            cropped += effect.shareCropped() > 0 ? 1 : 0;
            shareCropped += Math.round(SHARE_UNITS * effect.shareCropped());
        }
    }

    void add(SourceStatistics others) {
        images += others.images;
        others.formats.forEach((format, count) -> formats.merge(format, count, Long::sum));
        others.modes.forEach((mode, count) -> modes.merge(mode, count, Long::sum));
        others.bits.forEach((depth, count) -> bits.merge(depth, count, Long::sum));
        width.add(others.width);
        height.add(others.height);
        bytes.add(others.bytes);
        others.sizes.forEach((bin, heights) ->
                sizes.computeIfAbsent(bin, none -> new Bins(SIZES_PER_OCTAVE)).add(heights));
        aspectRatios.add(others.aspectRatios);
        fileSizes.add(others.fileSizes);
        enlarged += others.enlarged;
        cropped += others.cropped;
        shareCropped += others.shareCropped;
    }

    /** Returns how many images there are. */
    public long images() {
        return images;
    }

    /** Returns how many images each format has. */
    public SortedMap<String, Long> formats() {
        return Collections.unmodifiableSortedMap(formats);
    }

    /** Returns how many images each mode has, by Pillow's letters without the depth. */
    public SortedMap<String, Long> modes() {
        return Collections.unmodifiableSortedMap(modes);
    }

    /** Returns how many images each number of bits has, of a sample as it is stored. */
    public SortedMap<Integer, Long> bits() {
        return Collections.unmodifiableSortedMap(bits);
    }

    /** Returns columns of the decoded images, before the resize. */
    public Range width() {
        return width;
    }

    /** Returns rows of the decoded images. */
    public Range height() {
        return height;
    }

    /** Returns bytes of the files. */
    public Range bytes() {
        return bytes;
    }

    /** Returns bins of heights, for each bin of widths that has any; both {@value #SIZES_PER_OCTAVE} to an octave. */
    public SortedMap<Integer, Bins> sizes() {
        return Collections.unmodifiableSortedMap(sizes);
    }

    /** Returns bins of widths by heights. */
    public Bins aspectRatios() {
        return aspectRatios;
    }

    /** Returns bins of the files' bytes. */
    public Bins fileSizes() {
        return fileSizes;
    }

    /** Returns how many images the resize enlarges. */
    public long enlarged() {
        return enlarged;
    }

    /** Returns of how many images the resize cuts something off. */
    public long cropped() {
        return cropped;
    }

    /** Returns the share of an image that is cut off, in the mean of all. */
    public double meanShareCropped() {
        return images == 0 ? 0 : shareCropped / SHARE_UNITS / images;
    }
}
