package dev.marquetry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Python that has Pillow, NumPy and pyarrow.
 *
 * @param python its name
 * @param command what starts the contestant
 */
record Pillow(String python, List<String> command) {
    private static final Path SCRIPT = Path.of("src/bench/python/pillow_rounds.py");

    /** Looks for it: what PYTHON names, else python3. */
    static Optional<Pillow> find(Path images, Path output) {
        String python = Optional.ofNullable(System.getenv("PYTHON")).orElse("python3");
        try {
            Process process = new ProcessBuilder(python, "-c", "import PIL, numpy, pyarrow")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return Optional.of(new Pillow(python, List.of(python, SCRIPT.toString(), images.toString(), output.toString())));
    }

    Contestant start(Cores cores, Path log) {
        List<String> pinned = new ArrayList<>(cores.pinning());
        pinned.addAll(command);
        return Contestant.start(pinned, log);
    }

    /** Returns a process that answers one request and ends. */
    ProcessBuilder once(Cores cores, Path images, String request) {
        List<String> pinned = new ArrayList<>(cores.pinning());
        pinned.addAll(List.of(python, SCRIPT.toString(), images.toString(), images.getParent().toString(), request));
        return new ProcessBuilder(pinned);
    }
}
