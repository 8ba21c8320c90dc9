package dev.marquetry.spark.statistics;

import dev.marquetry.image.codec.ImageHeader;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.spark.rows.RejectKind;
import dev.marquetry.spark.rows.RejectedImage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a run, or a part of it, has seen of its images. Its memory does not grow with the number of images. Not
 * thread-safe.
 */
public final class RunStatistics implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MOST_SLOWEST = 5;
    private static final Comparator<TimedImage> SLOWEST_FIRST =
            Comparator.comparingLong(TimedImage::nanos).reversed().thenComparing(TimedImage::path);

    private final SourceStatistics sources = new SourceStatistics();
    private final EnumMap<SilentChange, Examples> silent = new EnumMap<>(SilentChange.class);
    private final TreeMap<RejectKind, List<RejectedImage>> rejects = new TreeMap<>();
    private final PixelStatistics pixels = new PixelStatistics();
    private final Extremes darkest = new Extremes(Extremes.Figure.DARKNESS);
    private final Extremes brightest = new Extremes(Extremes.Figure.BRIGHTNESS);
    private final Extremes flattest = new Extremes(Extremes.Figure.FLATNESS);
    private final Examples constant = new Examples();
    private final List<TimedImage> slowest = new ArrayList<>();
    private transient ImageHistogram histogram;

    /** Counts the file of an image that was decoded. */
    public void countSource(ImageHeader header, long bytes, ImageOptions options, Supplier<String> path) {
        sources.add(header, bytes, options);
        for (SilentChange change : SilentChange.of(header, options)) {
            silent.computeIfAbsent(change, none -> new Examples()).add(path);
        }
    }

    /** Counts the time that an image took. */
    public void countTime(long nanos, Supplier<String> path) {
        if (slowest.size() < MOST_SLOWEST
                || nanos > slowest.get(slowest.size() - 1).nanos()) {
            addSlowest(List.of(new TimedImage(path.get(), nanos)));
        }
    }

    private void addSlowest(List<TimedImage> images) {
        slowest.addAll(images);
        slowest.sort(SLOWEST_FIRST);
        while (slowest.size() > MOST_SLOWEST) {
            slowest.remove(slowest.size() - 1);
        }
    }

    /** Counts the pixels of an image that belongs to the sample. */
    public void countPixels(Pixels image, Supplier<String> path) {
        if (histogram == null) {
            histogram = new ImageHistogram();
        }
        histogram.count(image);
        pixels.add(histogram);
        double mean = histogram.mean();
        double deviation = histogram.deviation();
        if (deviation == 0) {
            constant.add(path);
        }
        Supplier<Thumbnail> thumbnail = () -> new Thumbnail(path.get(), mean, deviation, Thumbnail.Picture.of(image));
        darkest.add(mean, deviation, thumbnail);
        brightest.add(mean, deviation, thumbnail);
        flattest.add(mean, deviation, thumbnail);
    }

    /** Keeps a rejected image, where there are not enough of its kind. */
    public void countReject(RejectedImage image) {
        keep(rejects.computeIfAbsent(image.kind(), none -> new ArrayList<>()), List.of(image));
    }

    private static void keep(List<RejectedImage> kept, List<RejectedImage> images) {
        for (RejectedImage image : images) {
            if (kept.size() < Examples.MOST) {
                kept.add(image);
            }
        }
    }

    /** Adds what another part of the run has seen. */
    public void add(RunStatistics others) {
        sources.add(others.sources);
        others.silent.forEach((change, examples) ->
                silent.computeIfAbsent(change, none -> new Examples()).add(examples));
        others.rejects.forEach(
                (kind, images) -> keep(rejects.computeIfAbsent(kind, none -> new ArrayList<>()), images));
        pixels.add(others.pixels);
        darkest.add(others.darkest);
        brightest.add(others.brightest);
        flattest.add(others.flattest);
        constant.add(others.constant);
        addSlowest(others.slowest);
    }

    /** Returns what the files are. */
    public SourceStatistics sources() {
        return sources;
    }

    /** Returns what was done without a word. */
    public Map<SilentChange, Examples> silent() {
        return Collections.unmodifiableMap(silent);
    }

    /** Returns a few rejected images of each kind. */
    public SortedMap<RejectKind, List<RejectedImage>> rejects() {
        return Collections.unmodifiableSortedMap(rejects);
    }

    /** Returns the pixels of the sample. */
    public PixelStatistics pixels() {
        return pixels;
    }

    /** Returns the images of the sample with the least means, the least first. */
    public List<Thumbnail> darkest() {
        return darkest.images();
    }

    /** Returns the images of the sample with the greatest means, the greatest first. */
    public List<Thumbnail> brightest() {
        return brightest.images();
    }

    /** Returns the images of the sample with the least standard deviations, the least first. */
    public List<Thumbnail> flattest() {
        return flattest.images();
    }

    /** Returns the images of the sample each of whose channels has one value only. */
    public Examples constant() {
        return constant;
    }

    /** Returns the images that took longest, the longest first. */
    public List<TimedImage> slowest() {
        return Collections.unmodifiableList(slowest);
    }
}
