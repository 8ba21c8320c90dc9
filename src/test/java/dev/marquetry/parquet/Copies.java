package dev.marquetry.parquet;

import dev.marquetry.SparkSessions;
import dev.marquetry.spark.internals.SortedRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.InternalRow;

/** Copies files through Spark. */
final class Copies {
    private Copies() {}

    /** Copies rows of files below a folder to one file, and returns it. */
    static Path file(Path root, Path out, Map<String, String> options, CopiedSource... sources) {
        write(root, out, List.of(), options, List.of(CopiedFiles.row(List.of(), List.of(sources))));
        List<Path> files = Written.files(out);
        if (files.size() != 1) {
            throw new IllegalStateException("not one file: " + files);
        }
        return files.get(0);
    }

    /** Copies all rows of files of one folder to one file, and returns it. */
    static Path whole(Path out, Map<String, String> options, Path... files) {
        Path root = files[0].getRoot();
        CopiedSource[] sources = Arrays.stream(files)
                .map(file -> CopiedSource.whole(root.relativize(file).toString()))
                .toArray(CopiedSource[]::new);
        return file(root, out, options, sources);
    }

    /** Writes a file for each row, as a run does. */
    static void write(
            Path root, Path out, List<String> partitionBy, Map<String, String> options, List<InternalRow> rows) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(SparkSessions.shared().sparkContext());
        JavaRDD<InternalRow> tasks = context.parallelize(rows, rows.size());
        SortedRows.dataset(SparkSessions.shared(), tasks, CopiedFiles.rows(partitionBy), partitionBy)
                .write()
                .format(CopiedFiles.class.getName())
                .mode(SaveMode.Append)
                .option(CopiedFiles.ROOT, root.toUri().toString())
                .option("fs.file.impl", RawLocalFileSystem.class.getName())
                .option("fs.file.impl.disable.cache", "true")
                .options(options)
                .partitionBy(partitionBy.toArray(String[]::new))
                .save(out.toString());
    }
}
