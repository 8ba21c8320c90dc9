package dev.marquetry.parquet;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.parquet.hadoop.codec.CodecConfig;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;

/** Makes the writers of a task's copied files. Travels from the driver to the executors. */
final class CopyingOutputWriterFactory extends OutputWriterFactory {
    private static final long serialVersionUID = 1L;

    private final CopyOptions options;

    CopyingOutputWriterFactory(CopyOptions options) {
        this.options = options;
    }

    @Override
    public String getFileExtension(TaskAttemptContext context) {
        return options.sink().fileExtension(CodecConfig.from(context).getCodec());
    }

    @Override
    public OutputWriter newInstance(String path, StructType rows, TaskAttemptContext context) {
        Configuration configuration = context.getConfiguration();
        CompressionCodecName codec = CodecConfig.from(context).getCodec();
        return new MarquetryOutputWriter(
                path, configuration, new CopyingFileWriter(options, configuration, codec, new Path(path)));
    }
}
