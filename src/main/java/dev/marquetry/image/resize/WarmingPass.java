package dev.marquetry.image.resize;

import java.util.function.LongSupplier;

/**
 * A pass in words that becomes one in vectors once that is faster here.
 *
 * <p>Until the JIT compiler has come to it, the Vector API allocates for every operation, and is slower by far. So both
 * are run on every few images, to compare them and to warm the vectors up; the samples are the same.
 */
final class WarmingPass implements Pass {
    private static final int IMAGES_PER_TRIAL = 8;
    private static final int WINS_NEEDED = 2;

    private final Pass words;
    private final Pass vectors;
    private final LongSupplier nanoTime;
    private int untilTrial;
    private int wins;

    WarmingPass(Pass words, Pass vectors, LongSupplier nanoTime) {
        this.words = words;
        this.vectors = vectors;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run(Raster source, FilterWeights filter, Raster target) {
        if (wins == WINS_NEEDED) {
            vectors.run(source, filter, target);
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
