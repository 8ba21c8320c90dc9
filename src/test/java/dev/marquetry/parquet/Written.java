package dev.marquetry.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Writes data sets for tests. */
final class Written {
    private Written() {}

    /** Writes one file and returns it. */
    static Path file(Dataset<Row> rows, Path folder, Map<String, String> options) {
        rows.coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .format(MarquetryFileFormat.NAME)
                .options(options)
                .save(folder.toString());
        List<Path> files = files(folder);
        if (files.size() != 1) {
            throw new IllegalStateException("not one file: " + files);
        }
        return files.get(0);
    }

    /** Returns the Parquet files under a folder. */
    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
