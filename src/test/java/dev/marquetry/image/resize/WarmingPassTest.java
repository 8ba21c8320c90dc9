package dev.marquetry.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmingPassTest {
    private final List<String> runs = new ArrayList<>();
    private long clock;

    /** A pass that does nothing and takes that long. */
    private Pass pass(String name, long nanos) {
        return (source, filter, target) -> {
            runs.add(name);
            clock += nanos;
        };
    }

    private void run(Pass words, Pass vectors, int times) {
        run(words, vectors, new AtomicInteger(WarmingPass.IMAGES_BEFORE_TRIALS), times);
    }

    private void run(Pass words, Pass vectors, AtomicInteger images, int times) {
        Pass pass = new WarmingPass(words, vectors, images, () -> clock);
        for (int i = 0; i < times; i++) {
            pass.run(null, null, null);
        }
    }

    @Test
    void givesWordsUpOnceVectorsWereFasterTwice() {
        run(pass("words", 2), pass("vectors", 1), 4);
        assertThat(runs).containsExactly("words", "vectors", "words", "vectors", "vectors", "vectors");
    }

    @Test
    void leavesVectorsAloneInAJvmThatResizesFewImages() {
        AtomicInteger images = new AtomicInteger();
        run(pass("words", 2), pass("vectors", 1), images, WarmingPass.IMAGES_BEFORE_TRIALS);
        assertThat(runs).doesNotContain("vectors").hasSize(WarmingPass.IMAGES_BEFORE_TRIALS);
        run(pass("words", 2), pass("vectors", 1), images, 1);
        assertThat(runs).endsWith("words", "vectors");
    }

    @Test
    void triesVectorsEveryEighthImageWhileTheyAreNotFaster() {
        run(pass("words", 1), pass("vectors", 1), 17);
        assertThat(runs).hasSize(17 + 3).filteredOn("vectors"::equals).hasSize(3);
        assertThat(runs.subList(0, 4)).containsExactly("words", "vectors", "words", "words");
    }
}
