package dev.marquetry.spark.sql;

import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.ShutdownHookManager;

/** The golden files with their bytes, as a DataFrame of path and content. */
final class ImageFiles {
    static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();

    private ImageFiles() {}

    /** Returns all golden files, the rejected ones and those with an orientation included. */
    static Dataset<Row> golden() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return of(files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(GOLDEN.resolve("samples")))
                    .sorted()
                    .toList());
        }
    }

    /** Returns files in two partitions, read from Parquet as a table of images would be. */
    static Dataset<Row> of(List<Path> files) throws IOException {
        List<Row> rows = new ArrayList<>();
        files.forEach(file -> rows.add(RowFactory.create(file.toString(), bytes(file))));
        StructType schema = new StructType().add("path", DataTypes.StringType).add("content", DataTypes.BinaryType);
        Path folder = Files.createTempDirectory("marquetry-images-");
        ShutdownHookManager.registerShutdownDeleteDir(folder.toFile());
        String table = folder.resolve("table").toString();
        SparkSessions.shared()
                .createDataFrame(rows, schema)
                .repartition(2)
                .write()
                .parquet(table);
        return SparkSessions.shared().read().parquet(table);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
