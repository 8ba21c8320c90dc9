package dev.marquetry.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.parquet.hadoop.codec.CodecConfig;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;

/** Makes the writers of a task's files. Travels from the driver to the executors. */
final class MarquetryOutputWriterFactory extends OutputWriterFactory {
    private static final long serialVersionUID = 1L;

    private final SinkSchema schema;
    private final SinkOptions options;

    MarquetryOutputWriterFactory(SinkSchema schema, SinkOptions options) {
        this.schema = schema;
        this.options = options;
    }

    @Override
    public String getFileExtension(TaskAttemptContext context) {
        return options.fileExtension(CodecConfig.from(context).getCodec());
    }

    @Override
    public OutputWriter newInstance(String path, StructType rows, TaskAttemptContext context) {
        Configuration configuration = context.getConfiguration();
        try {
            TensorFileWriter file = new TensorFileWriter(
                    schema,
                    options,
                    configuration,
                    CodecConfig.from(context).getCodec(),
                    HadoopOutputFile.fromPath(new Path(path), configuration));
            return new MarquetryOutputWriter(path, configuration, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin " + path, e);
        }
    }
}
