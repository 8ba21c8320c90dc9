import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * Reads Parquet with Arrow's C++ reader, in a process of its own because its Java part is not the one that Spark
 * brings.
 *
 * <p>Arguments in fours: file, column, where the schema goes as JSON, where the column's values go as little-endian
 * bytes.
 */
public final class ReadWithArrow {
    private ReadWithArrow() {}

    public static void main(String[] arguments) throws Exception {
        try (BufferAllocator allocator = new RootAllocator()) {
            for (int i = 0; i < arguments.length; i += 4) {
                read(allocator, arguments[i], arguments[i + 1], arguments[i + 2], arguments[i + 3]);
            }
        }
    }

    private static void read(BufferAllocator allocator, String file, String column, String schema, String values)
            throws Exception {
        FileSystemDatasetFactory factory = new FileSystemDatasetFactory(
                allocator, NativeMemoryPool.getDefault(), FileFormat.PARQUET, Path.of(file).toUri().toString());
        try (factory;
                Dataset dataset = factory.finish();
                Scanner scanner = dataset.newScan(new ScanOptions(1024));
                ArrowReader reader = scanner.scanBatches();
                OutputStream out = Files.newOutputStream(Path.of(values))) {
            Files.write(
                    Path.of(schema),
                    reader.getVectorSchemaRoot().getSchema().toJson().getBytes(StandardCharsets.UTF_8));
            while (reader.loadNextBatch()) {
                FieldVector vector = reader.getVectorSchemaRoot().getVector(column);
                for (int row = 0; row < vector.getValueCount(); row++) {
                    out.write(bytes(vector, row));
                }
            }
        }
    }

    private static byte[] bytes(FieldVector vector, int row) {
        if (vector instanceof VarBinaryVector binary) {
            return binary.get(row);
        }
        if (vector instanceof FixedSizeListVector list) {
            return slice(list.getDataVector(), row * list.getListSize(), list.getListSize());
        }
        if (vector instanceof BaseFixedWidthVector) {
            return slice(vector, row, 1);
        }
        ListVector list = (ListVector) vector;
        int start = list.getElementStartIndex(row);
        return slice(list.getDataVector(), start, list.getElementEndIndex(row) - start);
    }

    private static byte[] slice(FieldVector data, int start, int length) {
        int width = ((BaseFixedWidthVector) data).getTypeWidth();
        byte[] bytes = new byte[length * width];
        data.getDataBuffer().getBytes((long) start * width, bytes);
        return bytes;
    }
}
