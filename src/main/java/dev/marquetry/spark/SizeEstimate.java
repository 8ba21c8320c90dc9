package dev.marquetry.spark;

import dev.marquetry.image.ResizeMethod;
import dev.marquetry.tensor.DType;

/**
 * What a conversion's output will amount to, before anything is converted.
 *
 * @param bytes the size of all data files
 * @param files how many files there will be, which is also the number of tasks
 */
public record SizeEstimate(long bytes, int files) {
    /** A file smaller than this is not worth another task. */
    private static final long LEAST_FILE = 16L << 20;

    /** Decoded samples per byte of a photograph's file, seen on JPEGs of quality 75 to 95. */
    private static final long SAMPLES_PER_SOURCE_BYTE = 6;

    static SizeEstimate of(ConversionOptions options, WorkPlan.Totals totals, int parallelism) {
        long samples = options.image().resize().method() == ResizeMethod.NONE
                ? totals.bytes() * SAMPLES_PER_SOURCE_BYTE
                : totals.rows()
                        * options.image().resize().height()
                        * options.image().resize().width()
                        * options.image().mode().channels();
        long bytes = (long) (samples * bytesPerSample(options));
        long byFileSize = ceilDivide(bytes, options.output().fileSize());
        long byParallelism = Math.min(parallelism, ceilDivide(bytes, LEAST_FILE));
        long files = Math.max(1, Math.min(totals.rows(), Math.max(byFileSize, byParallelism)));
        return new SizeEstimate(bytes, Math.toIntExact(Math.min(files, Integer.MAX_VALUE)));
    }

    /** What a sample takes in a file; photographs hardly shrink further. */
    private static double bytesPerSample(ConversionOptions options) {
        return switch (options.output().encoding()) {
            case LIST -> options.tensor().statistics().isPresent() ? 1.25 : 1;
            case BINARY, NPY ->
                options.tensor().dtype() == DType.UINT8
                        ? 1
                        : options.tensor().dtype().bytes();
        };
    }

    private static long ceilDivide(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
