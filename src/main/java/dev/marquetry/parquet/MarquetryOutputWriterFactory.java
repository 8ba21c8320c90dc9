package dev.marquetry.parquet;

import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.parquet.hadoop.codec.CodecConfig;
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
        String tag = options.fileTag().isEmpty() ? "" : "-" + options.fileTag();
        return tag + CodecConfig.from(context).getCodec().getExtension() + ".parquet";
    }

    @Override
    public OutputWriter newInstance(String path, StructType rows, TaskAttemptContext context) {
        return new MarquetryOutputWriter(path, schema, options, context);
    }
}
