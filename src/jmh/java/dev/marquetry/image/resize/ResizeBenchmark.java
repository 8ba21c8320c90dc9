package dev.marquetry.image.resize;

import dev.marquetry.options.RejectException;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times the resize of 500 x 375 samples to 224 x 224 on one core, in words and in vectors.
 *
 * <p>Run it with
 *
 * <pre>
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java --add-modules jdk.incubator.vector -cp target/test-classes:target/classes:$(cat target/jmh.classpath) \
 *     org.openjdk.jmh.Main ResizeBenchmark
 * </pre>
 *
 * <p>Both have to give the same samples before anything is timed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class ResizeBenchmark {
    /** How the samples are weighed. */
    public enum Instructions {
        /** In the halves of 64-bit words. */
        WORDS,
        /** In the CPU's vectors. */
        VECTORS;

        Passes passes() {
            return switch (this) {
                case WORDS -> Passes.WORDS;
                case VECTORS -> new Passes(new VectorHorizontalPass(), new VectorVerticalPass());
            };
        }
    }

    /** How the samples are weighed. */
    @Param
    public Instructions instructions;

    /** How the aspect ratio is fitted. */
    @Param({"CROP", "SQUISH", "PAD"})
    public ResizeMethod method;

    private Resizer resizer;
    private Raster noise;

    /** Makes the resizer and checks it. */
    @Setup
    public void prepare() throws RejectException {
        byte[] samples = new byte[375 * 500 * 3 + Workspace.SLACK];
        new Random(1).nextBytes(samples);
        noise = new Raster(samples, 375, 500, 3);
        resizer = resizer(instructions);
        for (Instructions other : Instructions.values()) {
            byte[] expected = resizer(other).resize(noise).samples();
            if (!Arrays.equals(resizer.resize(noise).samples(), expected)) {
                throw new IllegalStateException(instructions + " and " + other + " give other samples");
            }
        }
    }

    private Resizer resizer(Instructions weighing) {
        Resize resize = new Resize(method, 224, 224, PadMode.REFLECTION);
        return new Resizer(resize, new Workspace(Long.MAX_VALUE, Long.MAX_VALUE), weighing.passes());
    }

    /** From samples to samples. */
    @Benchmark
    public Object resize() throws RejectException {
        return resizer.resize(noise);
    }
}
