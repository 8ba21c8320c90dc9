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

    /** Returns the Python that is asked: what PYTHON names, else python3. */
    static String interpreter() {
        return Optional.ofNullable(System.getenv("PYTHON")).orElse("python3");
    }

    /** Tells whether that Python has some modules. */
    static boolean imports(String modules) {
        try {
            return new ProcessBuilder(interpreter(), "-c", "import " + modules)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Looks for it. */
    static Optional<Pillow> find(Path images, Path output) {
        return imports("PIL, numpy, pyarrow")
                ? Optional.of(new Pillow(
                        interpreter(), List.of(interpreter(), SCRIPT.toString(), images.toString(), output.toString())))
                : Optional.empty();
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
