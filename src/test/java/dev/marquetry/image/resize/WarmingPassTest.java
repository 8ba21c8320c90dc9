package dev.marquetry.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmingPassTest {
    private static final Raster IMAGE = new Raster(new byte[3 * 160], 160, 1, 3);

    private final List<String> runs = new ArrayList<>();
    private long clock;

    /** A pass that does nothing, takes that long for each row, and tells how many rows it was given. */
    private Pass pass(String name, long nanosPerRow) {
        return (source, filter, target) -> {
            runs.add(name + target.height());
            clock += nanosPerRow * target.height();
        };
    }

    private void run(Pass words, Pass vectors, int times) {
        run(words, vectors, new AtomicInteger(WarmingPass.IMAGES_BEFORE_TRIALS), times);
    }

    private void run(Pass words, Pass vectors, AtomicInteger images, int times) {
        Pass pass = new WarmingPass(words, vectors, images, () -> clock);
        for (int i = 0; i < times; i++) {
            pass.run(IMAGE, null, IMAGE);
        }
    }

    @Test
    void givesWordsUpOnceVectorsWereFasterTwice() {
        run(pass("words", 2), pass("vectors", 1), 4);
        assertThat(runs)
                .containsExactly(
                        "words160",
                        "words16",
                        "vectors16",
                        "words160",
                        "words16",
                        "vectors16",
                        "vectors160",
                        "vectors160");
    }

    @Test
    void leavesVectorsAloneInAJvmThatResizesFewImages() {
        AtomicInteger images = new AtomicInteger();
        run(pass("words", 2), pass("vectors", 1), images, WarmingPass.IMAGES_BEFORE_TRIALS);
        assertThat(runs).hasSize(WarmingPass.IMAGES_BEFORE_TRIALS).containsOnly("words160");
        run(pass("words", 2), pass("vectors", 1), images, 1);
        assertThat(runs).endsWith("words160", "words16", "vectors16");
    }

    @Test
    void triesVectorsNoLongerThanItWorksInWords() {
        run(pass("words", 1), pass("vectors", 40), 17);
        // Each trial takes as long as four images.
        assertThat(runs.subList(0, 8))
                .containsExactly(
                        "words160", "words16", "vectors16", "words160", "words160", "words160", "words160", "words16");
        assertThat(runs).filteredOn("vectors16"::equals).hasSize(5);
    }

    @Test
    void triesImagesOfFewerRowsWhole() {
        Raster small = new Raster(new byte[3 * 5], 5, 1, 3);
        new WarmingPass(
                        pass("words", 2),
                        pass("vectors", 1),
                        new AtomicInteger(WarmingPass.IMAGES_BEFORE_TRIALS),
                        () -> clock)
                .run(small, null, small);
        assertThat(runs).containsExactly("words5", "words5", "vectors5");
    }
}
