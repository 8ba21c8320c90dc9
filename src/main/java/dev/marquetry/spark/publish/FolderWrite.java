package dev.marquetry.spark.publish;

import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Writes rows to a dataset's folder by Spark, where they wait for the commit. */
public final class FolderWrite {
    private final SparkSession spark;
    private final Configuration configuration;
    private final DatasetFolder folder;
    private final DatasetWriter writer;

    /**
     * @param configuration Hadoop's settings for the folder
     * @param writer the right to write there
     */
    public FolderWrite(SparkSession spark, Configuration configuration, DatasetFolder folder, DatasetWriter writer) {
        this.spark = spark;
        this.configuration = configuration;
        this.folder = folder;
        this.writer = writer;
    }

    /** Writes data files. */
    public void data(Dataset<Row> rows, String format, Map<String, String> options, List<String> partitionBy) {
        write(rows, format, options, partitionBy, dataFolder());
    }

    /** Writes files of rejects. */
    public void rejects(Dataset<Row> rows, String format, Map<String, String> options) {
        write(rows, format, options, List.of(), writer.stagedRejects());
    }

    private void write(
            Dataset<Row> rows, String format, Map<String, String> options, List<String> partitionBy, Path target) {
        rows.write()
                .format(format)
                .mode(SaveMode.Append)
                .options(OutputSettings.of(folder.root().toString(), configuration))
                .options(CommitSettings.of(folder.data(), spark, writer.run().value()))
                .options(options)
                .partitionBy(partitionBy.toArray(String[]::new))
                .save(target.toString());
    }

    /** Returns the folder where data files are until the commit. */
    public Path dataFolder() {
        return writesInPlace() ? folder.data() : writer.stagedData();
    }

    private boolean writesInPlace() {
        return CommitSettings.writesInPlace(folder.data(), spark);
    }

    /** Returns the data files that were written. */
    public WrittenFiles written() throws IOException {
        return new WrittenFiles(
                dataFolder(), writesInPlace() ? writer.ownDataFiles() : folder.files(writer.stagedData()));
    }
}
