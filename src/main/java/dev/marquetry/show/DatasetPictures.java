package dev.marquetry.show;

import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.parquet.StoredRows;
import dev.marquetry.report.ShownPicture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;

/**
 * The pictures of a dataset: its arrays with everything undone that made values of pixels.
 *
 * <p>Of each picture one page is read, and of its row group the columns without arrays. Pictures are as large as
 * {@link dev.marquetry.report.ContactSheet} shows them, which larger ones are made while they are
 * read. Where a dataset has only what models made of its images, it has no pictures.
 */
public final class DatasetPictures {
    /** Stores answer slowly and many at once. */
    private static final int MOST_THREADS = 4;

    /** What all threads may have in memory at once, as far as the sizes of the files say it. */
    private static final long MEMORY = 64L << 20;

    private final List<LocatedFile> files;
    private final List<String> partitionBy;
    private final Configuration configuration;
    private final Optional<String> column;
    private final String columns;

    private DatasetPictures(
            List<LocatedFile> files,
            List<String> partitionBy,
            Configuration configuration,
            Optional<String> column,
            String columns) {
        this.files = List.copyOf(files);
        this.partitionBy = List.copyOf(partitionBy);
        this.configuration = configuration;
        this.column = column;
        this.columns = columns;
    }

    /**
     * Looks for the column of images in the footer of one file.
     *
     * @param files the data files; they may be in several folders
     * @param column the column to take, or nothing for the first one with images
     * @param partitionBy the columns whose values stand in the names of the files
     * @param configuration Hadoop's, for the files
     * @throws UserException if there is no such column, or one without images
     * @throws IOException if the file cannot be read; the message names it
     */
    public static DatasetPictures of(
            List<LocatedFile> files, Optional<String> column, List<String> partitionBy, Configuration configuration)
            throws IOException {
        Optional<LocatedFile> first =
                files.stream().filter(file -> file.file().rows() > 0).findFirst();
        if (first.isEmpty()) {
            return new DatasetPictures(files, partitionBy, configuration, Optional.empty(), "none");
        }
        try (StoredRows rows = open(first.get(), configuration)) {
            Optional<String> found = PictureColumn.of(rows, column).map(PictureColumn::name);
            return new DatasetPictures(files, partitionBy, configuration, found, PictureColumn.described(rows));
        }
    }

    private static StoredRows open(LocatedFile file, Configuration configuration) throws IOException {
        return StoredRows.open(file.path(), file.file().bytes(), OutputOptions.OWN_COLUMNS, configuration);
    }

    /** Returns the column of images, or nothing where there is none. */
    public Optional<String> column() {
        return column;
    }

    /** Returns the columns of arrays and what they hold, in words. */
    public String columns() {
        return columns;
    }

    /**
     * Returns the pictures of rows that are drawn at random: each row of the dataset is as likely as any other.
     *
     * @param count how many different ones; all, if there are fewer
     * @param seed decides which
     * @return the pictures in the order of the files and of their rows; none where there is no column of images
     * @throws IOException if a file cannot be read or is damaged; the message names it
     */
    public List<ShownPicture> sample(int count, long seed) throws IOException {
        List<Long> rows = files.stream().map(file -> file.file().rows()).toList();
        return at(RowSample.draw(rows, count, seed));
    }

    /**
     * Returns the pictures of rows.
     *
     * @param rows of the files that this was made of
     * @return the pictures in the order of the files and of their rows; none where there is no column of images
     * @throws IOException if a file cannot be read or is damaged; the message names it
     */
    public List<ShownPicture> at(List<RowPlace> rows) throws IOException {
        if (column.isEmpty() || rows.isEmpty()) {
            return List.of();
        }
        int threads = threads();
        ExecutorService readers = Executors.newFixedThreadPool(threads, DatasetPictures::reader);
        try {
            List<Future<List<ShownPicture>>> parts = new ArrayList<>();
            for (List<RowPlace> part : parts(rows.stream().sorted().toList(), threads)) {
                parts.add(readers.submit((Callable<List<ShownPicture>>) () -> read(part)));
            }
            List<ShownPicture> pictures = new ArrayList<>();
            for (Future<List<ShownPicture>> part : parts) {
                pictures.addAll(result(part));
            }
            return pictures;
        } finally {
            readers.shutdownNow();
        }
    }

    private static Thread reader(Runnable work) {
        Thread thread = new Thread(work, "marquetry-pictures");
        thread.setDaemon(true);
        return thread;
    }

    /** Fewer where rows are large: a page is several times as large in memory as it is in the file. */
    private int threads() {
        long largest = files.stream()
                .map(LocatedFile::file)
                .filter(file -> file.rows() > 0)
                .mapToLong(file -> file.bytes() / file.rows())
                .max()
                .orElse(1);
        return (int) Math.max(1, Math.min(MOST_THREADS, MEMORY / Math.max(1, largest)));
    }

    /** Each part is of one file, and of so few rows that there is work for all threads. */
    private static List<List<RowPlace>> parts(List<RowPlace> rows, int threads) {
        int most = (rows.size() + threads - 1) / threads;
        List<List<RowPlace>> parts = new ArrayList<>();
        List<RowPlace> part = new ArrayList<>();
        for (RowPlace row : rows) {
            if (!part.isEmpty() && (part.size() == most || part.get(0).file() != row.file())) {
                parts.add(part);
                part = new ArrayList<>();
            }
            part.add(row);
        }
        parts.add(part);
        return parts;
    }

    private List<ShownPicture> read(List<RowPlace> rows) throws IOException {
        LocatedFile file = files.get(rows.get(0).file());
        Map<String, String> partitions = PartitionValues.of(file.file().name(), partitionBy);
        List<ShownPicture> pictures = new ArrayList<>();
        try (StoredRows stored = open(file, configuration)) {
            PictureColumn images = PictureColumn.of(stored, column).orElseThrow();
            for (RowPlace row : rows) {
                pictures.add(images.picture(stored.row(row.row(), images.name()), partitions));
            }
        } catch (RuntimeException e) {
            throw new IOException("cannot read " + file.path() + ": " + e.getMessage(), e);
        }
        return pictures;
    }

    private static <T> T result(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException io) {
                throw io;
            }
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while pictures are read", interrupted);
        }
    }
}
