package dev.marquetry.image;

import dev.marquetry.image.GoldenFiles.Expectation;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.PillowVersion;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.ResizeMethod;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times the image stage on one core: one photograph from bytes to pixels.
 *
 * <p>Run it with
 *
 * <pre>
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java --add-modules jdk.incubator.vector -cp target/test-classes:target/classes:$(cat target/jmh.classpath) \
 *     org.openjdk.jmh.Main DecodeBenchmark
 * </pre>
 *
 * <p>The pixels are compared with Pillow's before anything is timed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBenchmark {
    private static final String PHOTO = "jpeg/photo.jpg";

    /** What is made of the photograph. */
    @Param({"NONE", "CROP", "SQUISH", "PAD"})
    public ResizeMethod method;

    private byte[] file;
    private ImageDecoder decoder;

    /** Makes the decoder and checks it. */
    @Setup
    public void prepare() throws RejectException {
        file = GoldenFiles.bytes(PHOTO);
        Expectation expectation = GoldenFiles.images().stream()
                .filter(image -> image.file().equals(PHOTO))
                .flatMap(image -> image.expect().stream())
                .filter(expect -> expect.mode() == ColorMode.RGB)
                .filter(expect -> expect.resize().resize().method() == method)
                .filter(expect -> method == ResizeMethod.NONE || expect.shape().equals(List.of(224, 224, 3)))
                .findFirst()
                .orElseThrow();
        decoder = new ImageDecoder(expectation.options(PillowVersion.V12));
        byte[] pixels = decoder.decode(file, file.length).pixels().data();
        if (!GoldenFiles.sha256(pixels).equals(expectation.sha256())) {
            throw new IllegalStateException("the pixels of " + PHOTO + " are not Pillow's");
        }
    }

    /** From bytes to pixels. */
    @Benchmark
    public DecodedImage decode() throws RejectException {
        return decoder.decode(file, file.length);
    }

    /** Frees the native buffers. */
    @TearDown
    public void close() {
        decoder.close();
    }
}
