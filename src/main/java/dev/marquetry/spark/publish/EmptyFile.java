package dev.marquetry.spark.publish;

import dev.marquetry.parquet.MarquetryFileFormat;
import dev.marquetry.spark.internals.LoneTask;
import dev.marquetry.spark.internals.ScalaMaps;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A Parquet file without rows, whose schema has the partition columns too: readers find no partitions to take them
 * from.
 */
public final class EmptyFile {
    private EmptyFile() {}

    /** Writes the file, under its own name. */
    public static void write(
            SparkSession spark, Configuration configuration, StructType schema, Map<String, String> sink, Path folder)
            throws IOException {
        Job job = Job.getInstance(configuration);
        OutputWriterFactory factory = new MarquetryFileFormat().prepareWrite(spark, job, ScalaMaps.of(sink), schema);
        TaskAttemptContext context = LoneTask.context(job.getConfiguration(), 0);
        String name = "part-00000-" + UUID.randomUUID() + "-c000" + factory.getFileExtension(context);
        factory.newInstance(new Path(folder, name).toString(), schema, context).close();
    }
}
