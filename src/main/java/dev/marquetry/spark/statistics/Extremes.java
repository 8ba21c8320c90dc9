package dev.marquetry.spark.statistics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The images of which a figure is least, a few of them; equal ones in the order of their paths. Not thread-safe. */
final class Extremes implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int MOST = 4;

    private final Figure figure;
    private final List<Thumbnail> least = new ArrayList<>();

    /** What images are compared by. */
    enum Figure {
        DARKNESS,
        BRIGHTNESS,
        FLATNESS;

        private double of(double mean, double deviation) {
            return switch (this) {
                case DARKNESS -> mean;
                case BRIGHTNESS -> -mean;
                case FLATNESS -> deviation;
            };
        }

        private double of(Thumbnail image) {
            return of(image.mean(), image.deviation());
        }
    }

    Extremes(Figure figure) {
        this.figure = figure;
    }

    /**
     * Takes an image, if it is one of those.
     *
     * @param mean of its samples
     * @param deviation of its samples
     * @param image makes the small picture, if it is
     */
    void add(double mean, double deviation, Supplier<Thumbnail> image) {
        if (least.size() < MOST || figure.of(mean, deviation) <= figure.of(least.get(least.size() - 1))) {
            add(List.of(image.get()));
        }
    }

    void add(Extremes others) {
        add(others.least);
    }

    private void add(List<Thumbnail> images) {
        least.addAll(images);
        least.sort(Comparator.<Thumbnail>comparingDouble(figure::of).thenComparing(Thumbnail::path));
        while (least.size() > MOST) {
            least.remove(least.size() - 1);
        }
    }

    List<Thumbnail> images() {
        return Collections.unmodifiableList(least);
    }
}
