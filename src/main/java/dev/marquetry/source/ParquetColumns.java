package dev.marquetry.source;

import dev.marquetry.spark.internals.SessionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.StructType;

/** The columns of a Parquet manifest that Spark does not read, from the footer of one of its files. */
final class ParquetColumns {
    /** The type of columns that keep Spark from opening the file, also where it is to read others. */
    static final String LATER = "float16, or another type that Spark's Parquet library does not know";

    /** The number of the logical type FLOAT16 in the format, and the first of those that Spark 3.5 does not know. */
    private static final int HALF_FLOAT = 15;

    private static final int TAIL = 8;

    /** With this, Spark reads nanoseconds as plain numbers. */
    private static final String NANOS_AS_LONG = "spark.sql.legacy.parquet.nanosAsLong";

    private ParquetColumns() {}

    /**
     * Returns the columns that Spark does not read, with their types, in the order of the file.
     *
     * @param path a file, or a folder with files
     */
    static Map<String, String> unread(Path path, SparkSession spark) throws IOException {
        Map<String, String> unread = new LinkedHashMap<>();
        List<SchemaElement> elements = elements(path, spark);
        boolean readsNanos = Boolean.parseBoolean(spark.conf().get(NANOS_AS_LONG, "false"));
        int next = 1;
        for (int column = 0; column < elements.get(0).getNum_children(); column++) {
            int end = endOf(elements, next);
            for (SchemaElement element : elements.subList(next, end)) {
                String type = unreadType(element, readsNanos);
                if (type != null) {
                    unread.put(elements.get(next).getName(), type);
                }
            }
            next = end;
        }
        return unread;
    }

    /** Returns the names of all columns. */
    static List<String> names(Path path, SparkSession spark) throws IOException {
        List<String> names = new ArrayList<>();
        List<SchemaElement> elements = elements(path, spark);
        int next = 1;
        for (int column = 0; column < elements.get(0).getNum_children(); column++) {
            names.add(elements.get(next).getName());
            next = endOf(elements, next);
        }
        return names;
    }

    /**
     * Returns the columns that Spark reads, as it reads them.
     *
     * @param without the names of the others
     */
    static StructType readable(Path path, SparkSession spark, Set<String> without) {
        Configuration configuration = SessionSettings.hadoop(spark);
        try {
            FileSystem fileSystem = path.getFileSystem(configuration);
            FileStatus file = firstFile(fileSystem, fileSystem.getFileStatus(path));
            try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromStatus(file, configuration))) {
                MessageType whole = reader.getFileMetaData().getSchema();
                List<Type> read = whole.getFields().stream()
                        .filter(field -> !without.contains(field.getName()))
                        .toList();
                return new ParquetToSparkSchemaConverter(SessionSettings.sql(spark))
                        .convert(new MessageType(whole.getName(), read));
            }
        } catch (IOException failure) {
            throw InputPaths.unreadable(path.toString(), failure);
        }
    }

    private static List<SchemaElement> elements(Path path, SparkSession spark) throws IOException {
        FileSystem fileSystem = path.getFileSystem(SessionSettings.hadoop(spark));
        return footer(fileSystem, firstFile(fileSystem, fileSystem.getFileStatus(path)))
                .getSchema();
    }

    private static int endOf(List<SchemaElement> elements, int index) {
        int end = index + 1;
        for (int child = 0; child < elements.get(index).getNum_children(); child++) {
            end = endOf(elements, end);
        }
        return end;
    }

    private static String unreadType(SchemaElement element, boolean readsNanos) {
        LogicalType logical = element.getLogicalType();
        ConvertedType converted = element.getConverted_type();
        if (converted == ConvertedType.TIME_MICROS || converted == ConvertedType.TIME_MILLIS) {
            return "a time of day";
        }
        if (logical == null) {
            return null;
        }
        if (logical.getSetField() == null || logical.getSetField().getThriftFieldId() >= HALF_FLOAT) {
            return LATER;
        }
        if (logical.isSetTIME()) {
            return "a time of day";
        }
        if (!readsNanos
                && logical.isSetTIMESTAMP()
                && logical.getTIMESTAMP().getUnit().isSetNANOS()) {
            return "a timestamp in nanoseconds";
        }
        return null;
    }

    private static FileMetaData footer(FileSystem fileSystem, FileStatus file) throws IOException {
        try (FSDataInputStream stream = fileSystem.open(file.getPath())) {
            stream.seek(Math.max(0, file.getLen() - TAIL));
            int length = Integer.reverseBytes(stream.readInt());
            if (length < 0 || length > file.getLen() - TAIL) {
                throw new IOException(file.getPath() + " is not a Parquet file");
            }
            stream.seek(file.getLen() - TAIL - length);
            return Util.readFileMetaData((InputStream) stream);
        }
    }

    private static FileStatus firstFile(FileSystem fileSystem, FileStatus status) throws IOException {
        if (status.isFile()) {
            return status;
        }
        for (FileStatus child : fileSystem.listStatus(status.getPath())) {
            String name = child.getPath().getName();
            if (!name.startsWith("_") && !name.startsWith(".")) {
                return firstFile(fileSystem, child);
            }
        }
        throw new IOException("there is no file in " + status.getPath());
    }
}
