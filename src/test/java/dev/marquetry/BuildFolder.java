package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the build under test writes into: each line of Spark has its own. */
public final class BuildFolder {
    private static final Path FOLDER = Path.of(System.getProperty("marquetry.build", "target"));

    private BuildFolder() {}

    /** Returns the absolute path of a file or folder in it. */
    public static Path path(String name) {
        return FOLDER.resolve(name).toAbsolutePath();
    }

    /** Returns the jar for {@code spark-submit}. */
    public static Path bundle() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> bundles = files.filter(
                            file -> file.getFileName().toString().matches("marquetry-.*-spark-[0-9.]+_[0-9.]+\\.jar"))
                    .toList();
            assertThat(bundles).hasSize(1);
            return bundles.get(0).toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
