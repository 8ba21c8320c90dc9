package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsFixture;
import dev.marquetry.options.UserException;
import dev.marquetry.parquet.DatasetReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What a user hears of a failure, thrown by a real task of Spark's and by the driver. */
class SparkFaultsTest {
    private static final String OURS = "this is a fault of Marquetry's own";

    @TempDir
    private Path folder;

    /** What is thrown. It travels to tasks by its name. */
    private enum Ours {
        NULL_POINTER("NullPointerException: a null of ours"),
        OUT_OF_BOUNDS("ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 2"),
        ASSERTION("AssertionError: never"),
        UNSATISFIED_LINK("UnsatisfiedLinkError: /cache/libjniopencv_core.so: file too short"),
        NO_CLASS("NoClassDefFoundError: org/example/Missing"),
        STACK_OVERFLOW("StackOverflowError"),
        WRONG_FILE_SYSTEM("IllegalArgumentException: Wrong FS: s3a://bucket/a, expected: file:///"),
        INVALID_CLASS("InvalidClassException: local class incompatible"),
        NOT_SERIALIZABLE("NotSerializableException: java.lang.Thread"),
        BUG_WITHIN_INPUT("NullPointerException: in a broadcast");

        private final String root;

        Ours(String root) {
            this.root = root;
        }

        private void raise() throws Exception {
            switch (this) {
                case NULL_POINTER -> throw new NullPointerException("a null of ours");
                case OUT_OF_BOUNDS -> throw new ArrayIndexOutOfBoundsException("Index 5 out of bounds for length 2");
                case ASSERTION -> throw new AssertionError("never");
                case UNSATISFIED_LINK -> {
                    NoClassDefFoundError again = new NoClassDefFoundError("Could not initialize class opencv_core");
                    again.initCause(new UnsatisfiedLinkError("/cache/libjniopencv_core.so: file too short"));
                    throw again;
                }
                case NO_CLASS -> throw new NoClassDefFoundError("org/example/Missing");
                case STACK_OVERFLOW -> throw new StackOverflowError();
                case WRONG_FILE_SYSTEM ->
                    FileSystem.getLocal(new Configuration())
                            .getFileStatus(new org.apache.hadoop.fs.Path("s3a://bucket/a"));
                case INVALID_CLASS -> throw new InvalidClassException("local class incompatible");
                case NOT_SERIALIZABLE -> throw new NotSerializableException("java.lang.Thread");
                case BUG_WITHIN_INPUT -> throw new IOException(new NullPointerException("in a broadcast"));
            }
        }
    }

    /** What comes from outside: what is thrown, and the cause and the cure that are named. */
    private enum Theirs {
        NO_ROOM("there is no room left (IOException: No space left on device)", "free some"),
        NO_ROOM_AT("there is no room left (FileSystemException: /out/part: No space left on device)", "output.path"),
        QUOTA("there is no room left (IOException: Disk quota exceeded)", "free some"),
        READ_ONLY("the file system is mounted to be read alone (FileSystemException: /out: Read-only", "output.path"),
        FILE_SYSTEM_ERROR("IOException: Input/output error", "check the path"),
        NOBODY_LISTENS("nothing answers at the address (ConnectException: Connection refused)", "check the host"),
        DENIED("access is refused", "check the permissions"),
        GONE("FileNotFoundException: File does not exist: /manifest", "check the path"),
        MEMORY("memory ran out (OutOfMemoryError: Java heap space)", "spark.executor.memory");

        private final String cause;
        private final String cure;

        Theirs(String cause, String cure) {
            this.cause = cause;
            this.cure = cure;
        }

        private void raise() throws Exception {
            switch (this) {
                case NO_ROOM -> throw new UncheckedIOException(new IOException("No space left on device"));
                case NO_ROOM_AT -> throw new FileSystemException("/out/part", null, "No space left on device");
                case QUOTA -> throw new IOException("Disk quota exceeded");
                case READ_ONLY -> throw new FileSystemException("/out", null, "Read-only file system");
                case FILE_SYSTEM_ERROR -> {
                    throw new FSErrorOf(new IOException("Input/output error"));
                }
                case NOBODY_LISTENS -> throw new UncheckedIOException(new ConnectException("Connection refused"));
                case DENIED -> throw new java.nio.file.AccessDeniedException("/out");
                case GONE -> throw new FileNotFoundException("File does not exist: /manifest");
                case MEMORY -> throw new OutOfMemoryError("Java heap space");
            }
        }
    }

    /** Hadoop keeps the constructor of its own to itself. */
    private static final class FSErrorOf extends Error {
        private static final long serialVersionUID = 1L;

        private FSErrorOf(IOException cause) {
            super(cause);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_SERIALIZABLE")
    void ownsUpToABugInATask(Ours fault) {
        assertThat(toldOfTask(number -> fault.raise())).contains(OURS + ", not of the job: " + fault.root);
    }

    @ParameterizedTest
    @EnumSource
    void ownsUpToABugOnTheDriver(Ours fault) {
        assertThat(toldOf(() -> {
                    fault.raise();
                    return 0;
                }))
                .contains(OURS + ", not of the job: " + fault.root);
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatIsTheUsersToMendInATask(Theirs fault) {
        String told = toldOfTask(number -> fault.raise());
        assertThat(told).startsWith("marquetry: The run failed and nothing more was published");
        assertThat(told).contains(fault.cause, fault.cure).doesNotContain("\tat ", OURS);
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatIsTheUsersToMendOnTheDriver(Theirs fault) {
        String told = toldOf(() -> {
            fault.raise();
            return 0;
        });
        assertThat(told).contains(fault.cause, fault.cure).doesNotContain("\tat ", OURS);
    }

    @Test
    void ownsUpToAResultThatCannotBeSent() {
        String told = toldOf(
                () -> JavaSparkContext.fromSparkContext(SparkSessions.shared().sparkContext())
                        .parallelize(List.of(1), 1)
                        .map(number -> Thread.currentThread())
                        .collect()
                        .size());
        assertThat(told).contains(OURS, "had a not serializable result");
    }

    @Test
    void showsTheStackOfTheRootOnce() {
        String told = toldOfTask(number -> {
            throw new IllegalStateException("outer", new NullPointerException("inner"));
        });
        assertThat(told.lines())
                .startsWith("java.lang.IllegalStateException: outer")
                .filteredOn(line -> line.contains("inner"))
                .hasSize(2);
        assertThat(told)
                .contains("Caused by: java.lang.NullPointerException: inner")
                .doesNotContain("Job aborted");
    }

    private String toldOfTask(VoidFunction<Integer> task) {
        SparkSession spark = SparkSessions.shared();
        return toldOf(() -> {
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(List.of(1), 1)
                    .foreach(task);
            return 0;
        });
    }

    /** Returns what is printed of a run that ends with an exception. */
    private String toldOf(Callable<Integer> run) {
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(new Failing(run)).setErr(new PrintWriter(err, true));
        try {
            Path job = Files.writeString(folder.resolve("job.yaml"), JobOptionsFixture.MINIMAL);
            assertThat(command.execute("run", job.toString())).isEqualTo(ExitCode.FAILED);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return err.toString();
    }

    @Test
    void blamesTheOptionsForAColumnThatSparkDoesNotFind() {
        Throwable failure = catchThrowable(
                () -> SparkSessions.shared().range(1).select("no_such_column").count());
        assertThat(SparkFaults.explained(failure, SparkFaults.RUN_FAILED))
                .isInstanceOfSatisfying(
                        UserException.class, user -> assertThat(user.kind()).isEqualTo(UserException.Kind.USAGE))
                .hasMessageContaining("no_such_column");
    }

    @Test
    void namesADamagedFileThatATaskHasRead() throws IOException {
        String file = Files.writeString(folder.resolve("part.parquet"), "no Parquet at all")
                .toString();
        String told = toldOfTask(
                number -> DatasetReport.rows(new org.apache.hadoop.fs.Path("file:" + file), new Configuration()));
        assertThat(told)
                .startsWith(
                        "marquetry: file:" + file + " is damaged: footer\n  cause: the file does not end as Parquet")
                .contains("  cure:  run marquetry verify");
    }

    @Test
    void saysNothingOfPublishingWhereNothingWasToBePublished() {
        assertThat(SparkFaults.explained(new IOException("Input/output error"), SparkFaults.READING_FAILED))
                .hasMessageStartingWith("The command failed: the storage failed\n");
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhyExecutorsWereLost(Loss loss) {
        SparkException failure =
                new SparkException("Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times,"
                        + " most recent failure: Lost task 0.3 in stage 1.0 (TID 3) (10.0.0.7 executor 3): "
                        + loss.words
                        + "\nDriver stacktrace:");
        assertThat(SparkFaults.explained(failure, SparkFaults.RUN_FAILED))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(loss.cause)
                .hasMessageContaining(loss.cure);
    }

    /** What Spark says of an executor. */
    private enum Loss {
        HEAP(
                "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with"
                        + " code 52",
                "executor 3 exited caused by one of the running tasks: Command exited with code 52",
                "raise spark.executor.memory,"),
        KILLED(
                "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Container from a"
                        + " bad node: container_1 on host: h. Exit status: 137. Diagnostics: killed",
                "Exit status: 137",
                "raise spark.executor.memoryOverhead"),
        NATIVE(
                "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with"
                        + " code 134",
                "code 134",
                "a native library ended it"),
        FOLDER(
                "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with"
                        + " code 53",
                "code 53",
                "spark.local.dir"),
        UNKNOWN("ExecutorLostFailure (executor 3 exited unrelated to the running tasks)", "executor 3", "logs");

        private final String words;
        private final String cause;
        private final String cure;

        Loss(String words, String cause, String cure) {
            this.words = words;
            this.cause = cause;
            this.cure = cure;
        }
    }

    private record Failing(Callable<Integer> body) implements Runner {
        @Override
        public int run(JobOptions options, Optional<String> master) {
            try {
                return body.call();
            } catch (Exception | Error failure) {
                throw SparkFaults.explained(failure, SparkFaults.RUN_FAILED);
            }
        }

        @Override
        public int plan(JobOptions options, Optional<String> master) {
            throw new UnsupportedOperationException();
        }
    }
}
