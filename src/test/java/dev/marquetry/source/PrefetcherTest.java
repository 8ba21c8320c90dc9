package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import org.junit.jupiter.api.io.TempDir;

class PrefetcherTest {
    @TempDir
    java.nio.file.Path folder;

    private static final PrefetchLimits SMALL = new PrefetchLimits(3, 5, 4_000);

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
        try (Prefetcher<Integer> byCount = prefetcher(requests, true, new PrefetchLimits(2, 5, 1 << 20))) {
            assertThat(byCount.hasNext()).isTrue();
            assertThat(taken.get()).isBetween(5, 6);
        }
        taken.set(0);
        Iterator<Integer> again =
                numbers(40).stream().peek(number -> taken.incrementAndGet()).iterator();
        try (Prefetcher<Integer> byBytes = prefetcher(again, true, new PrefetchLimits(2, 30, 3_500))) {
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
        FetchedFile<String> file =
                new FileReader(new Configuration(), new FileBuffers(0)).read("x", path(0), OptionalLong.of(1_000));
        assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(contents.get(0));
    }

    @Test
    void readsTheWholeFileWhenItIsShorterThanTheKnownLength() throws Exception {
        List<byte[]> contents = files(1, 700);
        FetchedFile<String> file =
                new FileReader(new Configuration(), new FileBuffers(0)).read("x", path(0), OptionalLong.of(1_000));
        assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(contents.get(0));
    }

    @Test
    void tellsMissingFilesFromDirectories() throws Exception {
        Files.createDirectory(folder.resolve("1"));
        assertThat(fault(path(0))).isEqualTo(FetchException.Fault.NOT_FOUND);
        assertThat(fault(path(1))).isEqualTo(FetchException.Fault.IS_DIRECTORY);
        assertThat(fault(new Path("nosuchscheme://host/a.jpg"))).isEqualTo(FetchException.Fault.BAD_PATH);
    }

    @Test
    void givesOneFailureAndGoesOn() throws Exception {
        files(3, 100);
        Files.delete(folder.resolve("1"));
        try (Prefetcher<Integer> prefetcher = prefetcher(numbers(3), false, SMALL)) {
            assertThat(prefetcher.next().length()).isEqualTo(100);
            FetchedFile<Integer> missing = prefetcher.next();
            FetchException failure = catchThrowableOfType(FetchException.class, missing::bytes);
            assertThat(failure.fault()).isEqualTo(FetchException.Fault.NOT_FOUND);
            assertThat(prefetcher.next().length()).isEqualTo(100);
        }
    }

    @Test
    void readsEmptyFiles() throws Exception {
        files(1, 0);
        for (OptionalLong length : List.of(OptionalLong.empty(), OptionalLong.of(0))) {
            FetchedFile<String> file =
                    new FileReader(new Configuration(), new FileBuffers(0)).read("x", path(0), length);
            assertThat(file.bytes()).isNotNull();
            assertThat(file.length()).isZero();
        }
    }

    private FetchException.Fault fault(Path path) throws InterruptedException {
        FetchedFile<String> file =
                new FileReader(new Configuration(), new FileBuffers(0)).read("x", path, OptionalLong.empty());
        return catchThrowableOfType(FetchException.class, file::bytes).fault();
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
