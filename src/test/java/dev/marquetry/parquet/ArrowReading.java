package dev.marquetry.parquet;

import dev.marquetry.BuildFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What Arrow's C++ reader makes of a column: the schema as JSON and the values as little-endian bytes in hex. */
record ArrowReading(String schema, String values) {
    private static final Path JARS = BuildFolder.path("arrow-reader");
    private static final Path PROGRAM = Path.of("src", "test", "resources", "arrow", "ReadWithArrow.java");

    /** Reads the same column of several files. */
    static List<ArrowReading> of(List<Path> files, String column, Path scratch)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                JARS + File.separator + "*",
                PROGRAM.toString()));
        for (int i = 0; i < files.size(); i++) {
            command.addAll(List.of(
                    files.get(i).toString(),
                    column,
                    scratch.resolve("schema" + i).toString(),
                    scratch.resolve("values" + i).toString()));
        }
        Path log = scratch.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("Arrow's reader failed:\n" + Files.readString(log));
        }
        List<ArrowReading> readings = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            readings.add(new ArrowReading(
                    Files.readString(scratch.resolve("schema" + i)),
                    HexFormat.of().formatHex(Files.readAllBytes(scratch.resolve("values" + i)))));
        }
        return readings;
    }
}
