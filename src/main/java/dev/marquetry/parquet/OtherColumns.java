package dev.marquetry.parquet;

import dev.marquetry.spark.internals.ScalaLists;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.internal.LegacyBehaviorPolicy;
import org.apache.spark.sql.internal.SQLConf;

/** Writes the columns without tensors with Spark's own writer, value by value. For one file and one thread. */
final class OtherColumns implements ValueColumns {
    /** Spark's name for the calendar that its dates are in. */
    private static final String CORRECTED = LegacyBehaviorPolicy.CORRECTED().toString();

    private final ParquetWriteSupport writeSupport = asItIs();
    private final ProjectingInternalRow projection;
    private final MessageType type;
    private final Map<String, String> metadata;
    private ColumnWriteStore columns;
    private RecordConsumer records;

    /**
     * @param schema the columns of the rows
     * @param configuration what Spark's file format prepared for the write
     */
    OtherColumns(SinkSchema schema, Configuration configuration) {
        Configuration others = new Configuration(configuration);
        ParquetWriteSupport.setSchema(schema.others(), others);
        WriteContext context = writeSupport.init(others);
        this.type = context.getSchema();
        this.metadata = context.getExtraMetaData();
        this.projection = ProjectingInternalRow.apply(schema.others(), ScalaLists.of(places(schema)));
    }

    /** Returns Spark's writer, set to leave old dates alone: it asks the settings of the thread that makes it. */
    private static ParquetWriteSupport asItIs() {
        SQLConf settings = new SQLConf();
        settings.setConfString(SQLConf.PARQUET_REBASE_MODE_IN_WRITE().key(), CORRECTED);
        settings.setConfString(SQLConf.PARQUET_INT96_REBASE_MODE_IN_WRITE().key(), CORRECTED);
        return SQLConf.withExistingConf(settings, ParquetWriteSupport::new);
    }

    private static List<Object> places(SinkSchema schema) {
        return Arrays.stream(schema.otherOrdinals())
                .mapToObj(ordinal -> (Object) ordinal)
                .toList();
    }

    /** Returns the types of the columns in the file. */
    MessageType type() {
        return type;
    }

    /** Returns what Spark writes into the footer of such columns. */
    Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void begin(RowGroupPages pages, ParquetProperties properties) {
        if (type.getFieldCount() == 0) {
            return;
        }
        columns = properties.newColumnWriteStore(type, pages, pages.bloomFilters());
        records = new ColumnIOFactory().getColumnIO(type).getRecordWriter(columns);
        writeSupport.prepareForWrite(records);
    }

    void write(InternalRow row) {
        if (columns != null) {
            projection.project(row);
            writeSupport.write(projection);
        }
    }

    @Override
    public long bufferedBytes() {
        return columns == null ? 0 : columns.getBufferedSize();
    }

    @Override
    public void end() {
        if (columns != null) {
            records.flush();
            columns.flush();
            columns = null;
        }
    }
}
