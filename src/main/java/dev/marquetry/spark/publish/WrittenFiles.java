package dev.marquetry.spark.publish;

import dev.marquetry.dataset.DataFile;
import dev.marquetry.parquet.DatasetReport;
import dev.marquetry.spark.internals.JobName;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Data files that a run has written.
 *
 * @param folder the folder that holds them for now
 * @param sizes their sizes by their names below it
 */
public record WrittenFiles(Path folder, Map<String, Long> sizes) {
    private static final int MOST_COUNTING_TASKS = 200;

    /** Counts their rows by the files' footers, on the executors: there may be many files. */
    public List<DataFile> counted(JavaSparkContext context, Broadcast<SerializableConfiguration> settings) {
        if (sizes.isEmpty()) {
            return List.of();
        }
        String where = folder.toString();
        List<String> names = List.copyOf(sizes.keySet());
        return JobName.during(
                context.sc(),
                "count rows of files",
                () -> context
                        .parallelize(names, Math.min(names.size(), MOST_COUNTING_TASKS))
                        .map(name -> new Tuple2<>(
                                name,
                                DatasetReport.rows(
                                        new Path(where + "/" + name),
                                        settings.value().value())))
                        .collect()
                        .stream()
                        .map(counted -> new DataFile(counted._1(), counted._2(), sizes.get(counted._1())))
                        .toList());
    }
}
