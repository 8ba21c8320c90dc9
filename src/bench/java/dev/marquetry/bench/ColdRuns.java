package dev.marquetry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/**
 * Whole processes from start to end, on a thousand images: what somebody waits for who tries a tool.
 *
 * @param folder of the images
 * @param work an empty folder
 * @param cores that a process may use
 */
record ColdRuns(Path folder, Path work, Cores cores) {
    /** How many images a run has. */
    static final int IMAGES = 1_000;

    /** Names the images over and over in a new folder. */
    static ColdRuns of(List<Path> images, Path work, Cores cores) throws IOException {
        Path folder = Files.createDirectories(work.resolve("cold"));
        for (int number = 0; number < IMAGES; number++) {
            Files.createSymbolicLink(
                    folder.resolve(String.format(Locale.ROOT, "%04d.jpg", number)),
                    images.get(number % images.size()).toRealPath());
        }
        return new ColdRuns(folder, work, cores);
    }

    /** Returns the lines of the report. */
    String text(Optional<Pillow> pillow, int rounds) throws IOException {
        List<Double> listed = new ArrayList<>();
        List<Double> globbed = new ArrayList<>();
        List<Double> pillows = new ArrayList<>();
        // The first one after a build makes the launcher's archive of classes.
        marquetry(folder.toString());
        for (int round = 0; round < rounds; round++) {
            listed.add(marquetry(folder.toString()));
            globbed.add(marquetry(folder + "/*.jpg"));
            if (pillow.isPresent()) {
                pillows.add(seconds(pillow.get().once(cores, folder, "uint8")));
            }
        }
        return String.format(Locale.ROOT, "%n1,000 images, start to end: %.1f s, by a glob %.1f s%n", Median.of(listed), Median.of(globbed))
                + (pillows.isEmpty() ? "" : String.format(Locale.ROOT, "Pillow + pyarrow, 2 processes: %.1f s%n", Median.of(pillows)));
    }

    private double marquetry(String images) throws IOException {
        Path output = work.resolve("cold-output");
        FileUtils.deleteDirectory(output.toFile());
        List<String> command = new ArrayList<>(cores.pinning());
        command.addAll(List.of("scripts/marquetry", "run", images, output.toString(), "--size", "224"));
        return seconds(new ProcessBuilder(command));
    }

    private double seconds(ProcessBuilder command) throws IOException {
        Path log = work.resolve("cold.log");
        long start = System.nanoTime();
        Process process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command.command()) + " failed; see " + log);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process runs", interrupted);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
