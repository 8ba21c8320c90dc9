package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script that tells Spark of GPUs, with an {@code nvidia-smi} of the test's. */
class GpusTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "printf '0\\n'       | {\"name\": \"gpu\", \"addresses\": [\"0\"]}",
                "printf '0\\n1\\n7 \\n' | {\"name\": \"gpu\", \"addresses\": [\"0\",\"1\",\"7\"]}",
                "true               | {\"name\": \"gpu\", \"addresses\": []}"
            })
    void tellsTheAddresses(String driver, String expected) throws IOException {
        Command.Outcome outcome = gpus(driver);
        assertThat(outcome.output()).isEqualTo(expected + "\n");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void failsWithTheDriver() throws IOException {
        Command.Outcome outcome = gpus("echo 'no devices were found' >&2; exit 6");
        assertThat(outcome.error()).contains("no devices were found");
        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.output()).isEmpty();
    }

    private Command.Outcome gpus(String driver) throws IOException {
        Path tool = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + driver + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return Command.script("gpus")
                .with("PATH", folder + ":" + System.getenv("PATH"))
                .run(Duration.ofSeconds(20));
    }
}
