package dev.marquetry.options;

import java.io.Serializable;
import java.util.List;

/**
 * Statistics that scaled values are normalized with, one per channel: fastai's {@code Normalize.from_stats}.
 *
 * @param mean what is subtracted
 * @param std what the difference is divided by, never 0
 */
public record Normalization(List<Float> mean, List<Float> std) implements Serializable {
    /** The statistics of ImageNet, as fastai has them. */
    public static final Normalization IMAGENET =
            new Normalization(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

    /** Checks that there are as many deviations as means, all of them usable. */
    public Normalization {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.isEmpty() || mean.size() != std.size()) {
            throw new IllegalArgumentException("mean and std must be lists of one length, not " + mean + " and " + std);
        }
        for (int channel = 0; channel < mean.size(); channel++) {
            if (!Float.isFinite(mean.get(channel))) {
                throw new IllegalArgumentException("mean must be finite: " + mean);
            }
            if (!Float.isFinite(std.get(channel)) || std.get(channel) == 0) {
                throw new IllegalArgumentException("std must be finite and not 0: " + std);
            }
        }
    }
}
