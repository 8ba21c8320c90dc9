package dev.marquetry.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.Utils;
import dev.marquetry.options.DeviceChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibtorchCheckTest {
    private static final String OURS = "2.7.1";

    @TempDir
    private Path folder;

    private Path libraries;

    @BeforeEach
    void makeLibraries() throws IOException {
        libraries = Files.createDirectory(folder.resolve("lib"));
        Files.createFile(libraries.resolve("libtorch.so"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "build-version  | 2.13.0+cpu",
                "version.py     | __version__ = '2.13.0+cpu'",
                "version.py     | from typing import Optional; __version__ = \"2.13.0\"",
                "lib/version.py | debug = False; __version__ = '2.13.0'"
            })
    void refusesAnotherVersionThatAFileStates(String file, String line) throws IOException {
        Files.writeString(folder.resolve(file), line.replace("; ", "\n") + "\n");
        assertRefused(Optional.empty());
        assertRefused(Optional.of(OURS));
        assertThatCode(() -> LibtorchCheck.check(libraries.toString(), Optional.of("2.13.0")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherVersionThatTheLibraryItselfHolds() throws IOException {
        // Across the border of two blocks.
        String text = "x".repeat((1 << 22) - 100) + "GraphEncoder\0" + "2.13.0\0" + "y".repeat(150)
                + "\0Custom opset domain: '\0";
        Files.writeString(libraries.resolve("libtorch_cpu.so"), text, StandardCharsets.ISO_8859_1);
        assertRefused(Optional.empty());
    }

    @Test
    void takesOneThatDjlHasAPartFor() throws IOException {
        Files.writeString(folder.resolve("build-version"), "2.13.0\n");
        Files.createFile(libraries.resolve("libdjl_torch.so"));
        assertThatCode(() -> LibtorchCheck.check(libraries.toString(), Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void takesOneThatDoesNotSayItsVersion() throws IOException {
        Files.writeString(libraries.resolve("libtorch_cpu.so"), "nothing");
        assertThat(new InstalledLibtorch(libraries).version()).isEmpty();
        assertThatCode(() -> LibtorchCheck.check(libraries.toString(), Optional.empty()))
                .doesNotThrowAnyException();
        assertThatCode(() -> LibtorchCheck.check(null, Optional.empty())).doesNotThrowAnyException();
        assertThatCode(() -> LibtorchCheck.check(folder + ":", Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void findsTheVersionOfTheLibraryThatRunsHere() throws Exception {
        TensorEngine.open(DeviceChoice.CPU, Optional.empty());
        try (Stream<Path> caches = Files.list(Utils.getEngineCacheDir("pytorch"))) {
            // Where PyTorch came from elsewhere, its folder has DJL's part alone.
            Path running = caches.filter(path -> path.getFileName().toString().startsWith(OURS))
                    .filter(path -> Files.exists(path.resolve(System.mapLibraryName("torch"))))
                    .findFirst()
                    .orElseThrow();
            assertThat(new InstalledLibtorch(running).version()).contains(OURS);
            LibtorchCheck.check(running.toString(), Optional.empty());
        }
    }

    private void assertRefused(Optional<String> asked) {
        assertThatThrownBy(() -> LibtorchCheck.check("/no/such/folder:" + libraries.resolve("libtorch.so"), asked))
                .isInstanceOfSatisfying(EngineUnavailableException.class, refusal -> {
                    assertThat(refusal.problem())
                            .isEqualTo("the libtorch of PYTORCH_LIBRARY_PATH does not fit: " + libraries);
                    assertThat(refusal.reason())
                            .isEqualTo("it is version 2.13.0, and DJL's native part here is for 2.7.1");
                    assertThat(refusal.cure()).contains("pip install torch==2.7.1");
                });
    }
}
