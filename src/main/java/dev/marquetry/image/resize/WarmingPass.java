package dev.marquetry.image.resize;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A pass in words that becomes one in vectors once that is faster here.
 *
 * <p>Until the JIT compiler has come to it, the Vector API allocates for every operation: it is slower by far.
 *
 * <p>So it is left alone where a JVM resizes few images.
 *
 * <p>Elsewhere both are run on every few images, to compare them and to warm the vectors up: the samples are the same.
 */
final class WarmingPass implements Pass {
    /** Images without a trial in a JVM: fewer would not win back what warming up costs. */
    static final int IMAGES_BEFORE_TRIALS = 2_000;

    private static final int IMAGES_PER_TRIAL = 8;
    private static final int WINS_NEEDED = 2;

    private final Pass words;
    private final Pass vectors;
    private final AtomicInteger images;
    private final LongSupplier nanoTime;
    private int untilTrial;
    private int wins;

    /**
     * Makes a pass.
     *
     * @param images how many this JVM has resized so far; it is counted up until trials begin
     */
    WarmingPass(Pass words, Pass vectors, AtomicInteger images, LongSupplier nanoTime) {
        this.words = words;
        this.vectors = vectors;
        this.images = images;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run(Raster source, FilterWeights filter, Raster target) {
        if (wins == WINS_NEEDED) {
            vectors.run(source, filter, target);
            return;
        }
        if (images.get() < IMAGES_BEFORE_TRIALS) {
            images.incrementAndGet();
            words.run(source, filter, target);
            return;
        }
        long start = nanoTime.getAsLong();
        words.run(source, filter, target);
        if (untilTrial > 0) {
            untilTrial--;
            return;
        }
        long middle = nanoTime.getAsLong();
        vectors.run(source, filter, target);
        boolean faster = nanoTime.getAsLong() - middle < middle - start;
        wins = faster ? wins + 1 : 0;
        untilTrial = faster ? 0 : IMAGES_PER_TRIAL - 1;
    }
}
