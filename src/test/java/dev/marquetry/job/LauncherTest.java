package dev.marquetry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final Path LAUNCHER = Path.of("scripts/marquetry").toAbsolutePath();

    @TempDir
    private Path folder;

    /** Without a build that is up to date the launcher would build, in the midst of this one. */
    @BeforeEach
    void requireABuild() {
        assumeThat(Path.of("target/cluster.classpath")).exists();
    }

    @Test
    void tellsTheVersion() throws Exception {
        Outcome outcome = launch(Map.of(), "--version");
        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.output()).startsWith("Marquetry ");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void takesPathsAsRelativeToTheWorkingDirectoryAndKeepsBlanks() throws Exception {
        Files.writeString(folder.resolve("my job.yaml"), "input.path: in\n");
        Outcome outcome = launch(Map.of(), "run", "my job.yaml");
        assertThat(outcome.error())
                .contains("a fault in the options of my job.yaml")
                .contains("output.path is required: not set");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void findsNamesWithOtherLettersInAnyLocale() throws Exception {
        // By its bytes, as this JVM itself may run in a locale that cannot name it.
        new ProcessBuilder("bash", "-c", "echo 'input.path: in' > $'\\xc3\\xa4.yaml'")
                .directory(folder.toFile())
                .start()
                .waitFor();
        Path script = folder.resolve("run.sh");
        Files.writeString(script, "exec '" + LAUNCHER + "' run $'\\xc3\\xa4.yaml'\n");
        Outcome outcome = start(List.of("bash", script.toString()), Map.of("LC_ALL", "C"));
        assertThat(outcome.error())
                .contains("a fault in the options of ä.yaml")
                .contains("output.path is required: not set");
    }

    @Test
    void handsOptionsToTheJvm() throws Exception {
        Outcome outcome =
                launch(Map.of("MARQUETRY_JAVA_OPTS", "-Xmx64m  -Dno.such=option -XshowSettings:vm"), "--version");
        assertThat(outcome.error()).contains("Max. Heap Size: 64.00M");
    }

    @Test
    void tellsThatJavaIsMissing() throws Exception {
        Outcome outcome = launch(Map.of("JAVA_HOME", folder.resolve("no java").toString()), "--version");
        assertThat(outcome.error())
                .startsWith("marquetry: there is no " + folder.resolve("no java/bin/java"))
                .contains("install Java 17");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void refusesAnOldJava() throws Exception {
        Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Outcome outcome = launch(Map.of("JAVA_HOME", folder.resolve("old").toString()), "--version");
        assertThat(outcome.error()).startsWith("marquetry: " + java + " is Java 11, and 17 or later is needed");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    private record Outcome(int exitCode, String output, String error) {}

    private Outcome launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, LAUNCHER.toString());
        return start(command, environment);
    }

    private Outcome start(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Path error = folder.resolve("error.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(error.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Outcome(exitCode, Files.readString(output), Files.readString(error));
    }
}
