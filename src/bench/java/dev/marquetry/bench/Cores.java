package dev.marquetry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some of the machine's cores.
 *
 * @param count how many
 * @param pinning the words in front of a command that keep it on them; none where the system has no {@code taskset}
 */
record Cores(int count, List<String> pinning) {
    /** Returns the first cores that this process may use. */
    static Cores first(int count) throws IOException {
        boolean present = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
        Path status = Path.of("/proc/self/status");
        if (!present || !Files.exists(status)) {
            return new Cores(count, List.of());
        }
        String allowed = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
        String chosen = Arrays.stream(allowed.split(","))
                .flatMapToInt(Cores::range)
                .limit(count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        return new Cores(count, List.of("taskset", "-c", chosen));
    }

    private static IntStream range(String text) {
        String[] ends = text.split("-");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }
}
