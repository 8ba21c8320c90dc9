package dev.marquetry.bench;

import dev.marquetry.cli.JobRounds;
import dev.marquetry.image.DecoderRounds;
import dev.marquetry.sample.BenchSamples;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints how fast decoding, the job and its alternatives are on one set of images, all in one run. */
@Command(
        name = "bench",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Measures the decoder, the job and what else one would use, in turns, and prints the medians.")
public final class Bench implements Callable<Integer> {
    private static final String MANIFEST = "images.csv";
    private static final String FEW = "few.csv";
    private static final int CHECKED = 4;

    /** Images until the JIT has done most of its work; smaller jobs are repeated until they come to as many. */
    private static final int GROWTH_WARM_UP = 10_000;

    /** Images of the first job of a JVM. */
    private static final int FIRST = 8_000;

    /** Gives the mean of each channel: as little as a model can do that looks at every sample. */
    private static final Path MODEL = Path.of("src/test/resources/models/means.pt");

    /** Rows without a resize are some ten times larger. */
    private static final int WHOLE_SHARE = 4;

    @Option(names = "--images", paramLabel = "DIR", description = "A folder of JPEGs (default: drawn for the run).")
    private Path images;

    @Option(
            names = "--drawn",
            paramLabel = "N",
            defaultValue = "400",
            description = "How many to draw, sized and compressed like ImageNet's (default: ${DEFAULT-VALUE}).")
    private int drawn;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "6000",
            description = "Rows of one job; the images are repeated (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds to take the median of, after one to warm up (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--growth",
            paramLabel = "N",
            split = ",",
            description = "Measures jobs of so many images too, such as 1000,10000,50000, with a heap of 1 GiB.")
    private List<Integer> growth = List.of();

    @Option(
            names = "--rivals",
            description = "Measures Ray Data, Daft and PySpark too, where the Python has them:"
                    + " pip install 'ray[data]' daft pyspark==3.5.5 pandas pyarrow Pillow numpy setuptools.")
    private boolean rivals;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "An empty folder for outputs and logs (default: a temporary one, removed in the end).")
    private Path work;

    private final List<Contestant> contestants = new ArrayList<>();

    /** Takes the options that {@code --help} shows. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof IOException) {
                        command.getErr().println("bench: " + failure.getMessage());
                        return 2;
                    }
                    throw failure;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        boolean temporary = work == null;
        work = temporary ? Files.createTempDirectory("marquetry-bench") : Files.createDirectories(work);
        try {
            prepareImages();
            double job = measure();
            measureFirst(job);
            if (rivals) {
                System.out.print(Rivals.text(images, work, Cores.first(2), rounds, job));
            }
            System.out.print(ColdRuns.of(files(), work, Cores.first(2)).text(Pillow.find(images, work), rounds));
            if (!growth.isEmpty()) {
                measureGrowth();
            }
        } finally {
            closeAll();
        }
        if (temporary) {
            FileUtils.deleteDirectory(work.toFile());
        }
        return 0;
    }

    private void closeAll() {
        contestants.forEach(Contestant::close);
        contestants.clear();
    }

    private void prepareImages() throws IOException {
        if (images == null) {
            images = work.resolve("images");
            BenchSamples.write(images, drawn);
        } else {
            images = jpegs(images, Files.createDirectory(work.resolve("images")));
        }
        List<Path> files = files();
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        System.out.printf(
                Locale.ROOT,
                "%d images of %d KB on average; jobs of %d rows; median of %d rounds%n",
                files.size(),
                bytes / files.size() / 1000,
                rows,
                rounds);
        writeManifest(MANIFEST, rows);
        writeManifest(FEW, Math.max(rows / WHOLE_SHARE, 1));
        writeManifest("check.csv", Math.min(CHECKED, files.size()));
    }

    /** Links the JPEGs of a folder, whatever else is in it. */
    private static Path jpegs(Path from, Path to) throws IOException {
        int others = 0;
        int number = 0;
        if (!Files.isDirectory(from)) {
            throw new IOException(from + " is no folder: --images takes one with JPEGs in it");
        }
        try (Stream<Path> paths = Files.list(from.toRealPath())) {
            for (Path path : paths.sorted().toList()) {
                if (isJpeg(path)) {
                    Files.createSymbolicLink(to.resolve(String.format(Locale.ROOT, "%08d.jpg", number++)), path);
                } else {
                    others++;
                }
            }
        }
        if (number == 0) {
            throw new IOException(from + " has no JPEG in it: the bench compares decoders of JPEGs");
        }
        if (others > 0) {
            System.out.printf("%d files of %s are no JPEGs and left out%n", others, from);
        }
        return to;
    }

    private static boolean isJpeg(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0xFF && in.read() == 0xD8 && in.read() == 0xFF;
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.list(images.toRealPath())) {
            return paths.sorted().toList();
        }
    }

    /** Names the images over and over. */
    private void writeManifest(String name, int count) throws IOException {
        Manifests.write(work.resolve(name), files(), count);
    }

    private Contestant java(Cores cores, String heap, String name, Class<?> main, Object... arguments) {
        Contestant contestant = Contestant.java(cores, heap, work.resolve(name + ".log"), main, arguments);
        contestants.add(contestant);
        return contestant;
    }

    /** Returns the speed of the job on two cores, uint8, cropped. */
    private double measure() throws IOException {
        Cores one = Cores.first(1);
        Cores two = Cores.first(2);
        List<Entry> entries = new ArrayList<>();
        Contestant decoder = java(one, "1g", "decoder", DecoderRounds.class, images);
        entries.add(new Entry(Row.DECODE, decoder, "decode"));
        entries.add(new Entry(Row.RESIZE, decoder, "resize"));
        for (Cores cores : List.of(one, two)) {
            String master = "local[" + cores.count() + "]";
            Contestant job = java(cores, "2g", "job-" + cores.count(), JobRounds.class, work, master);
            for (String method : List.of("crop", "none")) {
                for (String dtype : List.of("uint8", "float32")) {
                    checkJob(job, dtype, method);
                    String request = "run " + manifest(method) + " " + dtype + " " + method;
                    entries.add(new Entry(Row.job(cores.count(), dtype, method), job, request));
                }
                String plain = "run " + manifest(method) + " uint8 " + method + " output.compression=uncompressed";
                entries.add(new Entry(Row.uncompressed(cores.count(), method), job, plain));
            }
            if (cores.equals(one)) {
                String model = "run " + MANIFEST + " float32 crop model.path=" + MODEL.toRealPath();
                entries.add(new Entry(Row.WITH_MODEL, job, model));
            }
        }
        Contestant naive = java(two, "2g", "naive", NaiveJob.class, images, work.resolve("naive"), "local[2]");
        naive.ask("check");
        entries.add(new Entry(Row.NAIVE, naive, "run"));
        Pillow.find(images, work).ifPresentOrElse(
                python -> entries.addAll(pillow(python, one, two, decoder)),
                () -> System.out.println("(f) Pillow and pyarrow are not to be had from PYTHON or python3: left out"));
        Map<Row, Figures> table = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Entry entry : entries) {
                JsonNode answer = entry.contestant().ask(entry.request());
                if (round > 0) {
                    table.computeIfAbsent(entry.row(), row -> new Figures()).add(answer);
                }
            }
        }
        closeAll();
        System.out.print(new Table(table).text());
        return table.get(Row.job(two.count(), "uint8", "crop")).imagesPerSecond();
    }

    private static String manifest(String method) {
        return method.equals("crop") ? MANIFEST : FEW;
    }

    private void checkJob(Contestant job, String dtype, String method) {
        job.ask("check check.csv " + dtype + " " + method);
    }

    private List<Entry> pillow(Pillow python, Cores one, Cores two, Contestant decoder) {
        Contestant loop = python.start(one, work.resolve("pillow-loop.log"));
        contestants.add(loop);
        Contestant pair = python.start(two, work.resolve("pillow-pair.log"));
        contestants.add(pair);
        JsonNode theirs = loop.ask("checksum");
        JsonNode ours = decoder.ask("checksum");
        boolean same = theirs.get("crop").equals(ours.get("crop"));
        // Pillow-SIMD, whose versions end in .post0, weighs samples with fewer bits.
        boolean other = theirs.get("version").asText().contains("post");
        if (!theirs.get("whole").equals(ours.get("whole")) || !(same || other)) {
            throw new IllegalStateException("the decoder's pixels are not Pillow's: " + ours + ", " + theirs);
        }
        System.out.println(
                same
                        ? "The decoder's pixels are Pillow's, whole and cropped"
                        : "The decoder's pixels are Pillow's; Pillow-SIMD resizes to others");
        return List.of(
                new Entry(Row.PILLOW_DECODE, loop, "decode"),
                new Entry(Row.PILLOW_RESIZE, loop, "resize"),
                new Entry(Row.PILLOW_UINT8, pair, "uint8"),
                new Entry(Row.PILLOW_FLOAT32, pair, "float32"));
    }

    /** Prints how fast the first job of a new JVM is beside a warm one. */
    private void measureFirst(double warm) throws IOException {
        writeManifest("start.csv", 1);
        writeManifest("first.csv", FIRST);
        Figures first = new Figures();
        for (int round = 0; round < rounds; round++) {
            Contestant job = java(Cores.first(2), "2g", "first-" + round, JobRounds.class, work, "local[2]");
            job.ask("run start.csv uint8 crop");
            first.add(job.ask("run first.csv uint8 crop"));
            closeAll();
        }
        System.out.printf(
                Locale.ROOT,
                "%n%,d images in a new JVM, its start not counted: %.0f images/s, %.2f of the warm rate; wanted 0.85%n",
                FIRST,
                first.imagesPerSecond(),
                first.imagesPerSecond() / warm);
    }

    private void measureGrowth() throws IOException {
        writeManifest("start.csv", 1);
        writeManifest("warm.csv", GROWTH_WARM_UP);
        System.out.printf("%nCost as the input grows: 2 cores, uint8, 224 crop, a heap of 1 GiB, each in a new JVM%n");
        System.out.printf(
                "%10s %14s %14s %16s %14s%n", "images", "start, s", "ms per image", "peak memory MiB", "output MiB");
        for (int count : growth) {
            writeManifest("growth.csv", count);
            Contestant job =
                    java(Cores.first(2), "1g", "growth-" + count, JobRounds.class, work, "local[2]");
            job.ask("run warm.csv uint8 crop");
            Figures start = new Figures();
            Figures whole = new Figures();
            JsonNode answer = null;
            for (int round = 0; round < Math.max(1, GROWTH_WARM_UP / count); round++) {
                start.add(job.ask("run start.csv uint8 crop"));
                answer = job.ask("run growth.csv uint8 crop");
                whole.add(answer);
            }
            double seconds = 1 / start.imagesPerSecond();
            System.out.printf(
                    Locale.ROOT,
                    "%10d %14.2f %14.3f %16d %14d%n",
                    count,
                    seconds,
                    1e3 * (1 / whole.imagesPerSecond() - seconds / count),
                    answer.get("peak").asLong() >> 20,
                    answer.get("bytes").asLong() >> 20);
            closeAll();
        }
        System.out.println("start: a job of one image; it is taken off the time per image");
    }

    /** A row of the table, and whom to ask for it. */
    private record Entry(Row row, Contestant contestant, String request) {}
}
