package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.LauncherBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {
    private static final Path LAUNCHER = Path.of("scripts/marquetry").toAbsolutePath();

    @TempDir
    private Path folder;

    /** Without a build that is up to date the launcher would build, in the midst of this one. */
    @BeforeEach
    void requireABuild() {
        LauncherBuild.require();
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 0       | 0   | ''",
                "exit 3       | 3   | ''",
                "exit 4       | 4   | ''",
                "exit 130     | 130 | ''",
                "exit 143     | 143 | ''",
                "exit 5       | 1   | marquetry: Java ended with code 5",
                "exit 50      | 1   | marquetry: Java ended with code 50",
                "kill -9 $$   | 1   | marquetry: Java was killed (SIGKILL), most often for lack of memory",
                "kill -ABRT $$| 1   | marquetry: Java died of SIGABRT, most often in a native library",
                "kill -SEGV $$| 1   | marquetry: Java died of SIGSEGV, most often in a native library"
            })
    void endsWithAnExitCodeOfMarquetrys(String end, int exitCode, String sentence) throws Exception {
        Outcome outcome = launch(Map.of("JAVA_HOME", javaThat(end)), "sample", "out");
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.error()).startsWith(sentence).hasLineCount(sentence.isEmpty() ? 0 : 1);
        assertThat(outcome.output()).isEmpty();
    }

    @Test
    void saysAWordBeforeJavaStarts() throws Exception {
        Outcome outcome = launch(Map.of("JAVA_HOME", javaThat("echo it runs >&2")), "run", "job.yaml");
        assertThat(outcome.error()).isEqualTo("marquetry: starting\nit runs\n");
    }

    @Test
    void showsOurWordsAlone() throws Exception {
        Outcome outcome = launch(Map.of(), "run", "none.yaml");
        assertThat(outcome.error()).isEqualTo("""
                        marquetry: starting
                        marquetry: the job file cannot be read: none.yaml
                          cause: there is no such file
                          cure:  name a YAML file; jobs/quickstart.yaml is an example
                        """);
        assertThat(outcome.output()).isEmpty();
    }

    @Test
    void keepsWhatJavaSaysWithoutAnEndOfLine() throws Exception {
        String java = javaThat("printf 'WARNING: Using incubator modules: a\\nWARNING: no end' >&2");
        assertThat(launch(Map.of("JAVA_HOME", java), "sample").error()).isEqualTo("WARNING: no end");
        assertThat(launch(Map.of("JAVA_HOME", javaThat("printf 'no end' >&2")), "sample")
                        .error())
                .isEqualTo("no end");
    }

    @Test
    void handsOnItsInput() throws Exception {
        Path input = Files.writeString(folder.resolve("input.txt"), "a line\n");
        Path script = Files.writeString(folder.resolve("run.sh"), "'" + LAUNCHER + "' sample <'" + input + "'\n");
        Outcome outcome = start(
                List.of("bash", script.toString()), Map.of("JAVA_HOME", javaThat("read -r line; echo \"$line\"")));
        assertThat(outcome.output()).isEqualTo("a line\n");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 143", "INT, 130"})
    void passesASignalOnAndWaitsForTheEnd(String signal, int exitCode) throws Exception {
        String java = javaThat("trap 'echo ended; exit 143' TERM; echo begun >begun; sleep 60 & wait");
        Process launcher = started(java);
        signal(signal, launcher.pid());
        assertThat(launcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(exitCode);
        assertThat(folder.resolve("output.txt")).hasContent("ended");
        assertThat(folder.resolve("error.txt")).hasContent("");
    }

    @Test
    void endsWithZeroWhereASignalCameTooLate() throws Exception {
        Process launcher = started(javaThat("trap 'exit 0' TERM; echo begun >begun; sleep 60 & wait"));
        signal("TERM", launcher.pid());
        assertThat(launcher.waitFor()).isZero();
    }

    @Test
    void letsJavaHearOnceOfTheTerminalsCtrlC() throws Exception {
        String java = javaThat(
                "trap 'echo a signal >>signals' INT TERM; echo begun >begun; for i in 1 2 3 4; do sleep 1; done");
        ProcessBuilder builder = builder(
                List.of("env", "--default-signal", "script", "-qec", "'" + LAUNCHER + "' sample", "/dev/null"),
                Map.of("JAVA_HOME", java));
        Process terminal = builder.start();
        awaitFile("begun");
        terminal.getOutputStream().write(3);
        terminal.getOutputStream().flush();
        assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("signals")).hasContent("a signal");
    }

    @Test
    void leavesNoJavaBehindWhenItIsKilled() throws Exception {
        Path job = Files.writeString(folder.resolve("job.yaml"), "input.path: in\noutput.path: out\nrun.wait: 2h\n");
        Process launcher = builder(
                        List.of(LAUNCHER.toString(), "run", job.toString(), "--master", "spark://127.0.0.1:1"),
                        Map.of())
                .start();
        ProcessHandle java = javaOf(launcher);
        launcher.destroyForcibly().waitFor();
        java.onExit().get(20, TimeUnit.SECONDS);
    }

    /** Starts the launcher with a Java that tells when it has begun. */
    private Process started(String javaHome) throws Exception {
        // Where these tests run in the background, SIGINT is ignored, and a shell cannot change that.
        Process launcher = builder(
                        List.of("env", "--default-signal", LAUNCHER.toString(), "sample"),
                        Map.of("JAVA_HOME", javaHome))
                .start();
        awaitFile("begun");
        return launcher;
    }

    /** Returns the process that runs the job, once it does. */
    private static ProcessHandle javaOf(Process launcher) throws InterruptedException {
        while (launcher.isAlive()) {
            Optional<ProcessHandle> java =
                    launcher.children().filter(LauncherTest::runsMain).findFirst();
            if (java.isPresent()) {
                return java.get();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("it has ended");
    }

    /** By the system's own word: Java cuts long command lines off. */
    private static boolean runsMain(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .contains("\0dev.marquetry.cli.Main\0");
        } catch (IOException gone) {
            return false;
        }
    }

    private void awaitFile(String name) throws InterruptedException {
        for (int tries = 0; tries < 200 && !Files.exists(folder.resolve(name)); tries++) {
            Thread.sleep(100);
        }
        assertThat(folder.resolve(name)).exists();
    }

    private static void signal(String name, long process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Makes a Java 17 that runs some lines of bash, and returns its home. */
    private String javaThat(String lines) throws IOException {
        Path home = folder.resolve("home");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/usr/bin/env bash
                if [[ "${!#}" == -version ]]; then
                  echo 'openjdk version "17.0.1" 2021-10-19' >&2
                  exit 0
                fi
                """ + lines + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home.toString();
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
        int exitCode = builder(command, environment).start().waitFor();
        return new Outcome(
                exitCode,
                Files.readString(folder.resolve("output.txt")),
                Files.readString(folder.resolve("error.txt")));
    }

    private ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("output.txt").toFile())
                .redirectError(folder.resolve("error.txt").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }
}
