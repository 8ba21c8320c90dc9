package dev.marquetry.spark;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.ImageColumn;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.model.ModelColumn;
import java.util.List;

/**
 * What a conversion's output will amount to, before anything is converted.
 *
 * @param bytes the size of all data files
 * @param files how many tasks there are at most, each of which writes a file, or one for each partition
 */
public record OutputPlan(long bytes, int files) {
    /** A file smaller than this is not worth another task. */
    private static final long LEAST_FILE = 16L << 20;

    /** Fewer images than this, run through models, are not worth another task. */
    private static final long LEAST_MODELLED = 64;

    /** Decoded samples per byte of a photograph's file, seen on JPEGs of quality 75 to 95. */
    private static final long SAMPLES_PER_SOURCE_BYTE = 6;

    /** Plans the files of a dataset. */
    static OutputPlan of(ConversionOptions options, List<ModelColumn> models, WorkPlan.Totals totals, int parallelism) {
        ArrayOptions arrays = new ArrayOptions(options.image(), options.tensor(), options.engine(), options.models());
        return of(arrays, options.output(), models, totals, parallelism);
    }

    /** Plans the files of the arrays that a query gives, were they written by the defaults. */
    static OutputPlan of(ArrayOptions arrays, List<ModelColumn> models, WorkPlan.Totals totals, int parallelism) {
        return of(arrays, OutputOptions.to("nowhere"), models, totals, parallelism);
    }

    private static OutputPlan of(
            ArrayOptions options,
            OutputOptions output,
            List<ModelColumn> models,
            WorkPlan.Totals totals,
            int parallelism) {
        long samples = options.image().resize().method() == ResizeMethod.NONE
                ? totals.bytes() * SAMPLES_PER_SOURCE_BYTE
                : totals.rows()
                        * options.image().resize().height()
                        * options.image().resize().width()
                        * options.image().mode().channels();
        long images = options.models().imageColumn() == ImageColumn.WRITTEN
                ? (long) (samples * bytesPerSample(options.tensor(), output))
                : 0;
        long bytes = images
                + totals.rows()
                        * models.stream().mapToLong(OutputPlan::bytesPerRow).sum();
        long byFileSize = inWholeWaves(ceilDivide(bytes, output.fileSize()), parallelism);
        // What models cost does not show in the size of what they give.
        long worthwhile = models.isEmpty() ? ceilDivide(bytes, LEAST_FILE) : ceilDivide(totals.rows(), LEAST_MODELLED);
        long byParallelism = Math.min(parallelism, worthwhile);
        long files = Math.max(1, Math.min(totals.rows(), Math.max(byFileSize, byParallelism)));
        return new OutputPlan(bytes, Math.toIntExact(Math.min(files, Integer.MAX_VALUE)));
    }

    /** A last wave of a few tasks would leave the other cores without work, so files become smaller instead. */
    private static long inWholeWaves(long files, int parallelism) {
        return files > parallelism ? ceilDivide(files, parallelism) * parallelism : files;
    }

    /** What a sample takes in a file; photographs hardly shrink further. */
    private static double bytesPerSample(TensorOptions tensor, OutputOptions output) {
        return switch (output.encoding()) {
            case LIST -> tensor.normalization().isPresent() ? 1.25 : 1;
            case BINARY, NPY ->
                tensor.dtype() == DType.UINT8 ? 1 : tensor.dtype().bytes();
        };
    }

    private static long bytesPerRow(ModelColumn model) {
        return model.column().shape().orElseThrow().stream()
                .mapToLong(Integer::longValue)
                .reduce(model.column().dtype().bytes(), (bytes, size) -> bytes * size);
    }

    private static long ceilDivide(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
