package dev.marquetry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;

/** A process that does rounds when it is asked to. */
final class Contestant implements AutoCloseable {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final Writer requests;
    private final BufferedReader answers;

    private Contestant(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a command; its standard error goes to the log. */
    static Contestant start(List<String> command, Path log) {
        try {
            return new Contestant(
                    new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts a class in a JVM with so much heap and with the options that scripts/marquetry has. */
    static Contestant java(Cores cores, String heap, Path log, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(cores.pinning());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
        if (ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()) {
            command.add("--add-modules=" + VECTOR_MODULE);
        }
        command.addAll(List.of("@conf/run.options", "-XX:+UseParallelGC"));
        command.addAll(List.of("-Xmx" + heap, "-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return start(command, log);
    }

    /** Returns the answer to a request. */
    JsonNode ask(String request) {
        try {
            requests.write(request + "\n");
            requests.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("no answer to \"" + request + "\"; see " + log);
            }
            JsonNode figures = JSON.readTree(answer);
            if (figures.has("failure")) {
                throw new IllegalStateException(figures.get("failure").asText() + "; see " + log);
            }
            return figures;
        } catch (IOException failure) {
            throw new UncheckedIOException("asking for \"" + request + "\" failed; see " + log, failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
