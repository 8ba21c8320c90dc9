package dev.marquetry.image.resize;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A pass in words that becomes one in vectors once that is faster here.
 *
 * <p>Until the JIT compiler has come to it, the Vector API allocates for every operation: it is slower by far. So both
 * are run on a few rows of an image now and then, to compare them and to warm the vectors up: the samples are the same.
 * That takes no longer than what is done in words, and is left alone where a JVM resizes few images.
 */
final class WarmingPass implements Pass {
    /** Images without a trial in a JVM: fewer would not win back what warming up costs. */
    static final int IMAGES_BEFORE_TRIALS = 1_000;

    private static final int ROWS_PER_TRIAL = 16;
    private static final int WINS_NEEDED = 2;

    private final Pass words;
    private final Pass vectors;
    private final AtomicInteger images;
    private final LongSupplier nanoTime;
    /** Nanoseconds in words until the next trial. */
    private long untilTrial;

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
        untilTrial -= nanosOf(words, source, filter, target);
        if (images.get() < IMAGES_BEFORE_TRIALS) {
            images.incrementAndGet();
        } else if (untilTrial <= 0) {
            Raster few = target.window(0, 0, target.width(), Math.min(target.height(), ROWS_PER_TRIAL));
            long inWords = nanosOf(words, source, filter, few);
            long inVectors = nanosOf(vectors, source, filter, few);
            wins = inVectors < inWords ? wins + 1 : 0;
            untilTrial = wins > 0 ? 0 : inVectors;
        }
    }

    private long nanosOf(Pass pass, Raster source, FilterWeights filter, Raster target) {
        long start = nanoTime.getAsLong();
        pass.run(source, filter, target);
        return nanoTime.getAsLong() - start;
    }
}
