package dev.marquetry.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time per image of writing one file of 224 x 224 x 3 arrays, by this sink and by Spark's own Parquet writer: the same
 * values, as both file formats' writers get them in a task. Each writes a file per call, footer included, to
 * {@code java.io.tmpdir}. Both files are read back and compared before anything is timed.
 *
 * <pre>{@code
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java @target/java.options [-Dphotographs=FILE] \
 *     -cp target/test-classes:target/classes:$(cat target/jmh.classpath) org.openjdk.jmh.Main WriteBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class WriteBenchmark {
    /** What is written, by the name of its kind. */
    @Param({"SHARED_TABLE", "CHANNEL_TABLES", "PLAIN_FLOATS", "BYTES"})
    public String kind;

    /** The codec. */
    @Param({"zstd", "uncompressed"})
    public String codec;

    /** Who writes: this sink or Spark's own writer. */
    @Param({"MARQUETRY", "SPARK"})
    public String writer;

    private SparkSession session;
    private Path folder;
    private WriteCase chosen;

    /** Makes the rows and checks that both writers' files hold the same values. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        session = WriteCase.session();
        folder = Files.createTempDirectory("write-benchmark");
        WriteCase.Writer who = WriteCase.Writer.valueOf(writer);
        chosen = writeCase(who);
        chosen.requireSameValues(writeCase(
                who == WriteCase.Writer.MARQUETRY ? WriteCase.Writer.SPARK : WriteCase.Writer.MARQUETRY));
    }

    private WriteCase writeCase(WriteCase.Writer who) throws IOException {
        return new WriteCase(session, folder, WriteCase.Kind.valueOf(kind), codec, who);
    }

    /** Writes a file; the score is milliseconds per image. */
    @Benchmark
    @OperationsPerInvocation(WriteCase.ROWS)
    public void write(Blackhole blackhole) throws IOException {
        Path file = chosen.write();
        blackhole.consume(Files.size(file));
        Files.delete(file);
    }

    /** Deletes what was written. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        session.stop();
        WriteCase.delete(folder);
    }
}
