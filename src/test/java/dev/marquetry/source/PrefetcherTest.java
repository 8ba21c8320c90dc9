package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefetcherTest {
    @TempDir
    java.nio.file.Path folder;

    private static final PrefetchLimits SMALL = new PrefetchLimits(3, 5, 4_000, Long.MAX_VALUE);

    @Test
    void givesFilesInTheOrderOfTheRequestsWithAndWithoutKnownLengths() throws Exception {
        List<byte[]> contents = files(40, 2_500);
        for (boolean known : new boolean[] {true, false}) {
            try (Prefetcher<Integer> prefetcher = prefetcher(numbers(40), known, SMALL)) {
                for (int index = 0; index < 40; index++) {
                    FetchedFile<Integer> file = prefetcher.next();
                    assertThat(file.request()).isEqualTo(index);
                    assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(contents.get(index));
                }
                assertThat(prefetcher.hasNext()).isFalse();
            }
        }
    }

    @Test
    void readsNoFurtherAheadThanTheBounds() throws Exception {
        files(40, 1_000);
        AtomicInteger taken = new AtomicInteger();
        Iterator<Integer> requests =
                numbers(40).stream().peek(number -> taken.incrementAndGet()).iterator();
        // A stream's iterator peeks one element ahead.
        try (Prefetcher<Integer> byCount =
                prefetcher(requests, true, new PrefetchLimits(2, 5, 1 << 20, Long.MAX_VALUE))) {
            assertThat(byCount.hasNext()).isTrue();
            assertThat(taken.get()).isBetween(5, 6);
        }
        taken.set(0);
        Iterator<Integer> again =
                numbers(40).stream().peek(number -> taken.incrementAndGet()).iterator();
        try (Prefetcher<Integer> byBytes = prefetcher(again, true, new PrefetchLimits(2, 30, 3_500, Long.MAX_VALUE))) {
            assertThat(byBytes.hasNext()).isTrue();
            assertThat(taken.get()).isBetween(4, 5);
        }
    }

    @Test
    void readsAFileLargerThanTheBoundAlone() throws Exception {
        List<byte[]> contents = files(3, 9_000);
        try (Prefetcher<Integer> prefetcher = prefetcher(numbers(3), true, SMALL)) {
            for (int index = 0; index < 3; index++) {
                FetchedFile<Integer> file = prefetcher.next();
                assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(contents.get(index));
            }
        }
    }

    @Test
    void readsTheWholeFileWhenItHasGrownBeyondTheKnownLength() throws Exception {
        List<byte[]> contents = files(1, 700_000);
        FetchedFile<String> file = read(path(0), OptionalLong.of(1_000));
        assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(contents.get(0));
    }

    @Test
    void readsTheWholeFileWhenItIsShorterThanTheKnownLength() throws Exception {
        List<byte[]> contents = files(1, 700);
        FetchedFile<String> file = read(path(0), OptionalLong.of(1_000));
        assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(contents.get(0));
    }

    @Test
    void tellsMissingFilesFromDirectories() throws Exception {
        Files.createDirectory(folder.resolve("1"));
        assertThat(fault(path(0))).isEqualTo(RejectCode.NOT_FOUND);
        assertThat(fault(path(1))).isEqualTo(RejectCode.IS_DIRECTORY);
        assertThat(fault(new Path("nosuchscheme://host/a.jpg"))).isEqualTo(RejectCode.BAD_PATH);
    }

    @Test
    void givesOneFailureAndGoesOn() throws Exception {
        files(3, 100);
        Files.delete(folder.resolve("1"));
        try (Prefetcher<Integer> prefetcher = prefetcher(numbers(3), false, SMALL)) {
            assertThat(prefetcher.next().length()).isEqualTo(100);
            FetchedFile<Integer> missing = prefetcher.next();
            RejectException failure = catchThrowableOfType(RejectException.class, missing::bytes);
            assertThat(failure.code()).isEqualTo(RejectCode.NOT_FOUND);
            assertThat(prefetcher.next().length()).isEqualTo(100);
        }
    }

    @Test
    void readsEmptyFiles() throws Exception {
        files(1, 0);
        for (OptionalLong length : List.of(OptionalLong.empty(), OptionalLong.of(0))) {
            FetchedFile<String> file = read(path(0), length);
            assertThat(file.bytes()).isNotNull();
            assertThat(file.length()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "file://host/x.jpg, BAD_PATH",
        "s3a:/bucket, BAD_PATH",
        "hdfs://no-such-host.invalid/x.jpg, BAD_PATH",
        "gs://bucket/x.jpg, BAD_PATH",
        "missing://bucket/x.jpg, BAD_PATH"
    })
    @Timeout(4)
    void triesOnceWhatCannotHeal(String path, RejectCode expected) throws InterruptedException {
        assertThat(fault(new Path(path))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-class", "no-service", "bug"})
    @Timeout(4)
    void triesOnceWhatIsWrongWithALibrary(String name) throws Exception {
        Files.write(folder.resolve(name), new byte[1]);
        assertThat(fault(new Path("faulty:" + folder.resolve(name)))).isEqualTo(RejectCode.IO_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"state, IO_ERROR, the pool is shut down", "memory, FILE_TOO_LARGE, Java heap space"})
    void triesAgainWhatMayHealAndGivesAFaultInTheEnd(String name, RejectCode expected, String message)
            throws Exception {
        Files.write(folder.resolve(name), new byte[1]);
        FaultyFileSystem.OPENED.set(0);
        FetchedFile<String> file = read(new Path("faulty:" + folder.resolve(name)), OptionalLong.of(1));
        RejectException failure = catchThrowableOfType(RejectException.class, file::bytes);
        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure).hasMessageContaining(message);
        assertThat(FaultyFileSystem.OPENED.get()).isGreaterThan(1);
    }

    /** Linux answers with EIO where nothing is mapped, which Hadoop makes an Error of. */
    @Test
    void givesAFaultWhereTheDiskFails() throws Exception {
        FetchedFile<String> file = read(new Path("file:/proc/self/mem"), OptionalLong.empty());
        RejectException failure = catchThrowableOfType(RejectException.class, file::bytes);
        assertThat(failure.code()).isEqualTo(RejectCode.IO_ERROR);
        assertThat(failure).hasMessageContaining("Input/output error");
    }

    @Test
    @Timeout(10)
    void opensNothingButRegularFiles() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("0").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createSymbolicLink(folder.resolve("1"), java.nio.file.Path.of("/dev/zero"));
        Files.createSymbolicLink(folder.resolve("2"), folder.resolve("2"));
        Files.createSymbolicLink(folder.resolve("3"), folder.resolve("nowhere"));
        assertThat(fault(path(0))).isEqualTo(RejectCode.NOT_A_FILE);
        assertThat(fault(path(1))).isEqualTo(RejectCode.NOT_A_FILE);
        assertThat(fault(path(2))).isEqualTo(RejectCode.NOT_A_FILE);
        assertThat(fault(path(3))).isEqualTo(RejectCode.NOT_FOUND);
    }

    @Test
    void boundsWhatFilesReallyHaveWhereNoLengthIsKnown() throws Exception {
        List<byte[]> contents = files(8, 1_200_000);
        FaultyFileSystem.OPENED.set(0);
        Prefetcher.Target<Integer> target = new Prefetcher.Target<>() {
            @Override
            public Path path(Integer request) {
                return new Path("faulty:" + folder.resolve(request.toString()));
            }

            @Override
            public OptionalLong length(Integer request) {
                return OptionalLong.empty();
            }
        };
        PrefetchLimits limits = new PrefetchLimits(8, 8, 3_000_000, Long.MAX_VALUE);
        try (Prefetcher<Integer> prefetcher = new Prefetcher<>(numbers(8).iterator(), target, limits, faulty())) {
            for (int index = 0; index < 8; index++) {
                FetchedFile<Integer> file = prefetcher.next();
                assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(contents.get(index));
                Thread.sleep(index == 0 ? 500 : 0);
                assertThat(FaultyFileSystem.OPENED.get()).isLessThanOrEqualTo(index + 3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 12, 80, 699_999, 700_001, 1_000_000, 1_000_000_000_000L})
    void takesALengthForAHintOnly(long hint) throws Exception {
        List<byte[]> contents = files(1, 700_000);
        for (String scheme : List.of("file:", "faulty:")) {
            FetchedFile<String> file = read(new Path(scheme + folder.resolve("0")), OptionalLong.of(hint));
            assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(contents.get(0));
        }
    }

    private static Configuration faulty() {
        Configuration configuration = new Configuration();
        configuration.set("fs.faulty.impl", FaultyFileSystem.class.getName());
        configuration.set("fs.missing.impl", "no.such.FileSystem");
        return configuration;
    }

    private RejectCode fault(Path path) throws InterruptedException {
        FetchedFile<String> file = read(path, OptionalLong.empty());
        return catchThrowableOfType(RejectException.class, file::bytes).code();
    }

    private static FetchedFile<String> read(Path path, OptionalLong hint) throws InterruptedException {
        return new FileReader(faulty(), new FileBuffers(0), Long.MAX_VALUE)
                .read("x", path, hint, new ByteBudget(Long.MAX_VALUE).claim(0));
    }

    private List<byte[]> files(int count, int length) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<byte[]> contents = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            byte[] content = new byte[length];
            random.nextBytes(content);
            Files.write(folder.resolve(Integer.toString(index)), content);
            contents.add(content);
        }
        return contents;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private Prefetcher<Integer> prefetcher(List<Integer> requests, boolean known, PrefetchLimits limits) {
        return prefetcher(requests.iterator(), known, limits);
    }

    private Prefetcher<Integer> prefetcher(Iterator<Integer> requests, boolean known, PrefetchLimits limits) {
        Prefetcher.Target<Integer> target = new Prefetcher.Target<>() {
            @Override
            public Path path(Integer request) {
                return PrefetcherTest.this.path(request);
            }

            @Override
            public OptionalLong length(Integer request) {
                java.io.File file = folder.resolve(request.toString()).toFile();
                return known ? OptionalLong.of(file.length()) : OptionalLong.empty();
            }
        };
        return new Prefetcher<>(requests, target, limits, new Configuration());
    }

    private Path path(int index) {
        return new Path(folder.resolve(Integer.toString(index)).toUri());
    }
}
