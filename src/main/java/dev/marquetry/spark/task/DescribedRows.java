package dev.marquetry.spark.task;

import dev.marquetry.image.codec.ImageHeader;
import dev.marquetry.image.codec.ImageHeaders;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.RejectException;
import dev.marquetry.source.FetchedFile;
import dev.marquetry.source.PrefetchLimits;
import dev.marquetry.source.Prefetcher;
import dev.marquetry.spark.rows.ContentHash;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The rows of images of which nothing is decoded: what is known of their files, as far as a query asks for it.
 *
 * <p>Sizes are the header's, which is looked for in the beginning of a file; a file whose header does not stand there
 * is read whole. What cannot be read is null. A row is valid until the next one is asked for.
 */
public final class DescribedRows implements Iterator<InternalRow> {
    private final Prefetcher<InternalRow> files;
    private final InputRows inputRows;
    private final RowLayout layout;
    private final Reach reach;
    private final Orientation orientation;
    private final Configuration configuration;

    /** How much of a file is read. */
    public enum Reach {
        /** Nothing: the row of the input tells it all. */
        ROW,
        /** Its header. */
        HEADER,
        /** All of it. */
        BYTES
    }

    private DescribedRows(
            Iterator<InternalRow> rows,
            InputRows inputRows,
            RowLayout layout,
            Reach reach,
            Orientation orientation,
            Configuration configuration) {
        this.files = new Prefetcher<>(
                rows, inputRows, reach == Reach.HEADER ? PrefetchLimits.HEADS : PrefetchLimits.DEFAULT, configuration);
        this.inputRows = inputRows;
        this.layout = layout;
        this.reach = reach;
        this.orientation = orientation;
        this.configuration = configuration;
    }

    /**
     * Describes the rows of a task.
     *
     * @param rows of an input table
     * @param layout of the result
     * @param orientation what is done about an EXIF orientation, which may turn an image on its side
     * @param configuration Hadoop's settings for the images' file systems
     */
    public static Iterator<InternalRow> of(
            Iterator<InternalRow> rows,
            InputRows inputRows,
            RowLayout layout,
            Reach reach,
            Orientation orientation,
            Configuration configuration) {
        if (reach == Reach.ROW) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return rows.hasNext();
                }

                @Override
                public InternalRow next() {
                    InternalRow row = rows.next();
                    return layout.described(row, known(row), Optional.empty(), orientation);
                }
            };
        }
        DescribedRows described = new DescribedRows(rows, inputRows, layout, reach, orientation, configuration);
        TaskContext.get().addTaskCompletionListener(ended -> {
            described.files.close();
        });
        return described;
    }

    private static RowLayout.SourceFile known(InternalRow row) {
        return new RowLayout.SourceFile(InputRows.knownLength(row).orElse(-1), null);
    }

    @Override
    public boolean hasNext() {
        return files.hasNext();
    }

    @Override
    public InternalRow next() {
        FetchedFile<InternalRow> file = files.next();
        InternalRow row = file.request();
        try {
            byte[] bytes = file.bytes();
            if (reach == Reach.BYTES) {
                return layout.described(
                        row,
                        new RowLayout.SourceFile(file.length(), ContentHash.of(bytes, file.length())),
                        Optional.empty(),
                        orientation);
            }
            return layout.described(row, known(row), header(row, bytes, file.length()), orientation);
        } catch (RejectException unreadable) {
            return layout.described(row, known(row), Optional.empty(), orientation);
        }
    }

    private Optional<ImageHeader> header(InternalRow row, byte[] bytes, int length) throws RejectException {
        try {
            return Optional.of(ImageHeaders.read(bytes, length));
        } catch (RejectException elsewhere) {
            return length < PrefetchLimits.HEADS.ofEach() ? Optional.empty() : headerOfWhole(row);
        }
    }

    private Optional<ImageHeader> headerOfWhole(InternalRow row) throws RejectException {
        try (Prefetcher<InternalRow> whole =
                new Prefetcher<>(List.of(row).iterator(), inputRows, PrefetchLimits.DEFAULT, configuration)) {
            FetchedFile<InternalRow> file = whole.next();
            return Optional.of(ImageHeaders.read(file.bytes(), file.length()));
        }
    }
}
