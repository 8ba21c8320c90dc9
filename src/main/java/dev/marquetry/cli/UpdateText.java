package dev.marquetry.cli;

import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.spark.PublishedBatches;
import java.util.ArrayList;
import java.util.List;

/** Tells a person what an update found, and how far it came. */
final class UpdateText {
    private UpdateText() {}

    /** Returns the counts, those of nothing left out but for what everybody looks for. */
    static String of(UpdateCounts counts) {
        List<String> parts = new ArrayList<>();
        parts.add(Figures.count(counts.added()) + " new");
        parts.add(Figures.count(counts.changed()) + " changed");
        if (counts.touched() > 0) {
            parts.add(Figures.count(counts.touched()) + " with nothing but another time");
        }
        parts.add(Figures.count(counts.gone()) + " gone" + kept(counts));
        parts.add(Figures.count(counts.failed()) + " failed before" + retried(counts));
        parts.add(Figures.count(counts.same()) + " as they were");
        return String.join(", ", parts);
    }

    /** Returns how far a run came that did not come to its end. */
    static String of(PublishedBatches stand) {
        return Figures.count(stand.batches()) + " of " + Figures.count(stand.all()) + " batches are published ("
                + Figures.count(stand.converted()) + " images converted, " + Figures.count(stand.rejected())
                + " rejected); the next run goes on from there";
    }

    private static String kept(UpdateCounts counts) {
        if (counts.gone() == 0) {
            return "";
        }
        return counts.removed() > 0 ? " (removed)" : " (kept)";
    }

    private static String retried(UpdateCounts counts) {
        return counts.failed() == 0 ? "" : " (" + Figures.count(counts.retried()) + " tried again)";
    }
}
