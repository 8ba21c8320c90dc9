package dev.marquetry.parquet;

import dev.marquetry.files.FileTree;
import dev.marquetry.options.TensorColumn;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * What the Parquet files under a folder hold, as their footers tell. Immutable.
 *
 * @param path the folder
 * @param files how many files there are
 * @param bytes their size
 * @param rows how many rows they have
 * @param rowGroups how many row groups
 * @param columns the top-level columns
 * @param partitions the columns that the files are partitioned by, and their values as the folders' names have them
 * @param metadata the JSON under the footer's key {@code marquetry} of one of the files, if it is there
 */
public record DatasetReport(
        String path,
        long files,
        long bytes,
        long rows,
        long rowGroups,
        List<Column> columns,
        SortedMap<String, SortedSet<String>> partitions,
        Optional<String> metadata) {
    /**
     * A top-level column.
     *
     * @param name its name
     * @param type its type: Spark's where Spark wrote the file, else Parquet's
     * @param tensor what its tensors are, or nothing if it has none
     * @param encodings the names of the encodings of its pages, and in the case of tensors how they stand in it
     * @param codecs the names of the codecs of its pages
     * @param values how many values it has
     * @param compressed the bytes of its pages in the files
     * @param uncompressed the bytes of its pages before compression
     */
    public record Column(
            String name,
            String type,
            Optional<TensorColumn> tensor,
            List<String> encodings,
            List<String> codecs,
            long values,
            long compressed,
            long uncompressed) {
        /** Copies the lists. */
        public Column {
            encodings = List.copyOf(encodings);
            codecs = List.copyOf(codecs);
        }

        /** Returns how many times larger the column is uncompressed, which for tensor lists means as plain values. */
        public double compressionRatio() {
            long plain = tensor.isPresent() && type.startsWith("ARRAY")
                    ? values * tensor.get().dtype().bytes()
                    : uncompressed;
            return compressed == 0 ? 1 : (double) plain / compressed;
        }
    }

    /** Copies the list. */
    public DatasetReport {
        columns = List.copyOf(columns);
        partitions = Collections.unmodifiableSortedMap(partitions);
    }

    /**
     * Reads the footers of all Parquet files under a folder, nothing else of them.
     *
     * @param folder the folder, or one file
     * @param configuration Hadoop's, for its file system
     * @throws FileNotFoundException if there are no Parquet files
     * @throws IOException if a footer cannot be read; the message names the file
     */
    public static DatasetReport of(Path folder, Configuration configuration) throws IOException {
        FileSystem fileSystem = folder.getFileSystem(configuration);
        return of(fileSystem, folder, parquetFiles(fileSystem, folder));
    }

    /**
     * Reads the footers of some files under a folder, nothing else of them.
     *
     * @param folder the folder
     * @param sizes the sizes of the files by their paths below it
     * @param configuration Hadoop's, for its file system
     * @throws FileNotFoundException if there are none
     * @throws IOException if a footer cannot be read; the message names the file
     */
    public static DatasetReport of(Path folder, Map<String, Long> sizes, Configuration configuration)
            throws IOException {
        List<FileStatus> files = sizes.entrySet().stream()
                .map(file -> new FileStatus(file.getValue(), false, 0, 0, 0, new Path(folder + "/" + file.getKey())))
                .toList();
        return of(folder.getFileSystem(configuration), folder, files);
    }

    private static DatasetReport of(FileSystem fileSystem, Path folder, List<FileStatus> files) throws IOException {
        if (files.isEmpty()) {
            throw new FileNotFoundException("there are no Parquet files under " + folder);
        }
        ReportBuilder builder = new ReportBuilder(folder.toString());
        files.forEach(file -> builder.addPartitions(below(folder, file.getPath())));
        files.parallelStream().map(file -> Footer.read(fileSystem, file)).forEachOrdered(builder::add);
        return builder.build();
    }

    /**
     * Returns how many rows a file has, by its footer alone.
     *
     * @param file a Parquet file
     * @param configuration Hadoop's, for its file system
     * @throws IOException if there is no such file
     */
    public static long rows(Path file, Configuration configuration) throws IOException {
        FileSystem fileSystem = file.getFileSystem(configuration);
        return Footer.read(fileSystem, fileSystem.getFileStatus(file)).content().getNum_rows();
    }

    private static String below(Path folder, Path file) {
        String path = file.toUri().getPath();
        return path.substring(Math.min(path.length(), folder.toUri().getPath().length()));
    }

    private static List<FileStatus> parquetFiles(FileSystem fileSystem, Path folder) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        RemoteIterator<? extends FileStatus> all = FileTree.files(fileSystem, folder);
        while (all.hasNext()) {
            FileStatus file = all.next();
            String name = file.getPath().getName();
            String below = file.getPath().toUri().getPath();
            if (name.endsWith(".parquet") && !below.contains("/_temporary/") && !name.startsWith(".")) {
                files.add(file);
            }
        }
        files.sort(null);
        return files;
    }

    /** Returns the bytes that a row takes in the files, all columns and footers included. */
    public double bytesPerRow() {
        return rows == 0 ? 0 : (double) bytes / rows;
    }

    /** Returns the report as text for people, several lines. */
    public String render() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %,d rows in %,d files and %,d row groups, %,d bytes (%,.0f per row)%n",
                path,
                rows,
                files,
                rowGroups,
                bytes,
                bytesPerRow()));
        int width = columns.stream()
                .mapToInt(column -> column.name().length())
                .max()
                .orElse(0);
        for (Column column : columns) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-" + Math.max(1, width) + "s  %s, %s, %s: %,.0f bytes per row, ratio %.2f%n",
                    column.name(),
                    column.tensor().map(TensorColumn::toString).orElse(column.type()),
                    String.join("+", column.encodings()),
                    String.join("+", column.codecs()),
                    rows == 0 ? 0 : (double) column.compressed() / rows,
                    column.compressionRatio()));
        }
        metadata.ifPresent(json -> text.append("  marquetry: ").append(json).append(System.lineSeparator()));
        return text.toString();
    }
}
