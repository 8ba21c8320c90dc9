package dev.marquetry.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport.ReadContext;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.execution.datasources.DataSourceUtils;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.execution.datasources.parquet.ParquetRowIndexUtil;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Option;
import scala.collection.AbstractIterator;
import scala.runtime.AbstractFunction1;

/** The rows of one split of a file with half floats, which are widened. For one thread. */
final class HalfFloatRows extends AbstractIterator<InternalRow> implements Closeable {
    private final Path path;
    private final StructType required;
    private final ParquetFileReader reader;
    private final MessageColumnIO columns;
    private final RecordMaterializer<InternalRow> materializer;
    private final InternalRow partitionValues;
    private final UnsafeProjection projection;
    private final JoinedRow joined = new JoinedRow();
    private RecordReader<InternalRow> records;
    /** Where Spark wants the number of the row in the file, or -1; no column of the file has that name. */
    private final int rowIndexOrdinal;

    private long rowIndex;
    private long left;

    /** How Spark takes dates and timestamps of old calendars. */
    record RebaseModes(String datetime, String int96) {}

    HalfFloatRows(
            PartitionedFile file,
            Configuration configuration,
            StructType required,
            StructType partitions,
            RebaseModes modes)
            throws IOException {
        this.required = required;
        this.rowIndexOrdinal = ParquetRowIndexUtil.findRowIndexColumnIndexInSchema(required);
        this.partitionValues = file.partitionValues();
        StructType full = required;
        for (StructField field : partitions.fields()) {
            full = full.add(field);
        }
        this.projection = UnsafeProjection.create(full);
        ParquetMetadata metadata = metadata(file, configuration);
        Map<String, String> keys = metadata.getFileMetaData().getKeyValueMetaData();
        MessageType fileSchema = metadata.getFileMetaData().getSchema();
        Function1<String, String> lookup = new AbstractFunction1<>() {
            @Override
            public String apply(String key) {
                return keys.get(key);
            }
        };
        ParquetReadSupport support = new ParquetReadSupport(
                Option.empty(),
                false,
                DataSourceUtils.datetimeRebaseSpec(lookup, modes.datetime()),
                DataSourceUtils.int96RebaseSpec(lookup, modes.int96()));
        Map<String, Set<String>> sets = new HashMap<>();
        keys.forEach((key, value) -> sets.put(key, Set.of(value)));
        ReadContext context = support.init(new InitContext(configuration, sets, fileSchema));
        this.materializer = support.prepareForRead(configuration, keys, fileSchema, context);
        this.path = file.toPath();
        this.reader = open(configuration, path, metadata);
        reader.setRequestedSchema(context.getRequestedSchema());
        this.columns = new ColumnIOFactory(metadata.getFileMetaData().getCreatedBy())
                .getColumnIO(context.getRequestedSchema(), fileSchema);
    }

    @SuppressWarnings("deprecation") // All constructors that take a footer are.
    private static ParquetFileReader open(Configuration configuration, Path path, ParquetMetadata metadata)
            throws IOException {
        return new ParquetFileReader(configuration, path, metadata);
    }

    /** Row groups belong to the split that their middle lies in, as everywhere. */
    private static ParquetMetadata metadata(PartitionedFile file, Configuration configuration) throws IOException {
        Path path = file.toPath();
        FileSystem fileSystem = path.getFileSystem(configuration);
        Footer footer = Footer.read(fileSystem, fileSystem.getFileStatus(path));
        HalfFloatColumns.removeAnnotations(footer.content());
        ParquetMetadata whole = new ParquetMetadataConverter().fromParquetMetadata(footer.content());
        long rows = 0;
        for (BlockMetaData block : whole.getBlocks()) {
            block.setRowIndexOffset(rows);
            rows += block.getRowCount();
        }
        List<BlockMetaData> blocks = whole.getBlocks().stream()
                .filter(block -> {
                    long middle = block.getStartingPos() + block.getCompressedSize() / 2;
                    return middle >= file.start() && middle < file.start() + file.length();
                })
                .toList();
        return new ParquetMetadata(whole.getFileMetaData(), blocks);
    }

    @Override
    public boolean hasNext() {
        while (left == 0) {
            try {
                PageReadStore group = reader.readNextRowGroup();
                if (group == null) {
                    close();
                    return false;
                }
                records = columns.getRecordReader(group, materializer);
                left = group.getRowCount();
                rowIndex = group.getRowIndexOffset().orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + path, e);
            }
        }
        return true;
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        left--;
        InternalRow row = widen(records.read());
        rowIndex++;
        return projection.apply(joined.apply(row, partitionValues));
    }

    private InternalRow widen(InternalRow row) {
        Object[] values = new Object[required.length()];
        StructField[] fields = required.fields();
        for (int i = 0; i < values.length; i++) {
            if (i == rowIndexOrdinal) {
                values[i] = rowIndex;
            } else if (row.isNullAt(i)) {
                values[i] = null;
            } else if (HalfFloatColumns.isHalfFloats(fields[i])) {
                values[i] = widen(row.getArray(i));
            } else {
                values[i] = row.get(i, fields[i].dataType());
            }
        }
        return new GenericInternalRow(values);
    }

    private static ArrayData widen(ArrayData halves) {
        float[] floats = new float[halves.numElements()];
        for (int i = 0; i < floats.length; i++) {
            byte[] half = halves.getBinary(i);
            floats[i] = HalfFloatColumns.widen((short) ((half[1] << Byte.SIZE) | Byte.toUnsignedInt(half[0])));
        }
        return UnsafeArrayData.fromPrimitiveArray(floats);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
