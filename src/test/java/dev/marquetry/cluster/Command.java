package dev.marquetry.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that runs as its own process, in the repository's folder, with this JVM's Java.
 *
 * <p>It sees no Spark of this machine but one that it is given.
 */
record Command(List<String> words, Map<String, String> environment) {
    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** Returns a command of the folder {@code scripts/}. */
    static Command script(String name, String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add(0, Path.of("scripts", name).toAbsolutePath().toString());
        return new Command(words, Map.of());
    }

    /** Returns the command with more words. */
    Command and(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(all, environment);
    }

    /** Returns the command with a variable of its environment set. */
    Command with(String variable, String value) {
        Map<String, String> changed = new LinkedHashMap<>(environment);
        changed.put(variable, value);
        return new Command(words, changed);
    }

    /** What came of a command. */
    record Outcome(int exitCode, String output, String error) {}

    /** Runs to the end, or ends it after the limit, which fails the test. */
    Outcome run(Duration limit) {
        return start().await(limit);
    }

    /** Starts and does not wait. */
    Running start() {
        try {
            Path output = Files.createTempFile("marquetry-", ".out");
            Path error = Files.createTempFile("marquetry-", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectOutput(output.toFile()).redirectError(error.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(
                            name -> name.startsWith("SPARK_") || name.startsWith("AWS_") || name.startsWith("HADOOP_"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            return new Running(builder.start(), output, error);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + words, failure);
        }
    }

    /** A command that runs. */
    record Running(Process process, Path outputFile, Path errorFile) {
        /** Waits for the end, or ends it after the limit, which fails the test. */
        Outcome await(Duration limit) {
            try {
                boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
                if (!ended) {
                    kill();
                }
                Outcome outcome = new Outcome(process.waitFor(), output(), error());
                Files.delete(outputFile);
                Files.delete(errorFile);
                if (!ended) {
                    throw new AssertionError("it took more than " + limit + ": " + outcome);
                }
                return outcome;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                kill();
                throw new AssertionError(interrupted);
            }
        }

        /** Ends the process and those that it has started, as {@code kill -9} does. */
        void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        /** Returns what it has written so far. */
        String output() {
            return read(outputFile);
        }

        /** Returns what it has complained of so far. */
        String error() {
            return read(errorFile);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
