package dev.marquetry.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.DeviceChoice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engine in a process whose environment lacks what DJL looks for. */
class EngineEnvironmentTest {
    private static final Path MODEL = Path.of("src/test/resources/models/means.pt");

    /** Loads a model twice, as two tasks of an executor do, and tells how it ended. */
    public static final class Loading {
        private Loading() {}

        public static void main(String[] arguments) throws Exception {
            TensorEngine engine = TensorEngine.open(DeviceChoice.CPU, Optional.empty());
            for (int task = 0; task < 2; task++) {
                try {
                    TensorModel.load(MODEL, TensorEngine.NAME, engine).close();
                    System.out.println("loaded");
                } catch (EngineUnavailableException unavailable) {
                    System.out.println(
                            unavailable.problem() + " | " + unavailable.reason() + " | " + unavailable.cure());
                }
            }
        }
    }

    @Test
    void saysThatItsLibraryCouldNotBeLoadedAndWhy() throws Exception {
        assertThat(loading(Map.of()).lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("PyTorch's library could not be loaded | ")
                        .contains("NullPointerException")
                        .contains("; the environment of this process has no PATH, which DJL goes through | ")
                        .contains("set spark.executorEnv.PATH"));
    }

    @Test
    void loadsAModelWithThePathOfTheProfileForYarn() throws Exception {
        assertThat(loading(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"))).isEqualTo("loaded\nloaded\n");
    }

    private static String loading(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loading.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("HOME", System.getProperty("user.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
