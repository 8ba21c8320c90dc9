package dev.marquetry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What else Python has for the work of the job, by scripts of ours. */
final class Rivals {
    private static final Path SCRIPT = Path.of("src/bench/python/rivals.py");

    /** What each of them imports. */
    private static final Map<String, String> MODULES =
            new TreeMap<>(Map.of("ray", "ray.data", "daft", "daft", "pyspark", "pyspark.sql, pandas"));

    private Rivals() {}

    /**
     * Measures those that the Python has, one after the other, and returns the lines of the report.
     *
     * @param images a folder with nothing else in it
     * @param work for outputs and logs
     * @param job images per second of the job with the same output, uint8 of 224 x 224, on the same cores
     */
    static String text(Path images, Path work, Cores cores, int rounds, double job) throws IOException {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%nrivals, 2 cores, uint8, crop%n"));
        for (String rival : MODULES.keySet()) {
            if (Pillow.imports("PIL, numpy, pyarrow, " + MODULES.get(rival))) {
                double speed = speed(rival, images, work, cores, rounds);
                text.append(String.format(
                        Locale.ROOT, "%-10s %6.0f images/s; the job is %.1f times as fast%n", rival, speed, job / speed));
            } else {
                text.append(String.format(Locale.ROOT, "%-10s not to be had from PYTHON or python3%n", rival));
            }
        }
        return text.toString();
    }

    private static double speed(String rival, Path images, Path work, Cores cores, int rounds) {
        List<String> command = new ArrayList<>(cores.pinning());
        command.addAll(List.of(
                Pillow.interpreter(),
                SCRIPT.toString(),
                rival,
                images.toString(),
                work.resolve("rival-" + rival).toString()));
        Figures figures = new Figures();
        try (Contestant contestant = Contestant.start(command, work.resolve(rival + ".log"))) {
            contestant.ask("run");
            for (int round = 0; round < rounds; round++) {
                figures.add(contestant.ask("run"));
            }
        }
        return figures.imagesPerSecond();
    }
}
