package dev.marquetry.spark.update;

import dev.marquetry.options.RejectException;
import dev.marquetry.source.FetchedFile;
import dev.marquetry.source.PrefetchLimits;
import dev.marquetry.source.Prefetcher;
import dev.marquetry.spark.rows.ContentHash;
import dev.marquetry.spark.task.InputRows;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads the files of images that may have changed, and says by their hashes whether they have. Those that are the same
 * in every way are left out.
 *
 * @param inputRows tell where the images' bytes are
 * @param settings Hadoop's settings for the images' file systems
 */
record UncertainImages(InputRows inputRows, Broadcast<SerializableConfiguration> settings)
        implements FlatMapFunction<Iterator<ActionRow>, ActionRow>, Serializable {

    @Override
    public Iterator<ActionRow> call(Iterator<ActionRow> uncertain) {
        Prefetcher<ActionRow> files = new Prefetcher<>(
                uncertain,
                new Target(inputRows),
                PrefetchLimits.DEFAULT,
                settings.value().value());
        TaskContext task = TaskContext.get();
        if (task != null) {
            task.addTaskCompletionListener((TaskCompletionListener) ended -> files.close());
        }
        return new Judged(files);
    }

    /** Where the bytes of an action's image are. */
    private record Target(InputRows inputRows) implements Prefetcher.Target<ActionRow> {
        @Override
        public Path path(ActionRow action) throws RejectException {
            return inputRows.path(action.input());
        }

        @Override
        public Optional<byte[]> content(ActionRow action) {
            return Optional.empty();
        }

        @Override
        public OptionalLong length(ActionRow action) {
            return inputRows.length(action.input());
        }
    }

    /** Takes files one by one and leaves those out that have not changed. */
    private static final class Judged implements Iterator<ActionRow> {
        private final Prefetcher<ActionRow> files;
        private ActionRow next;

        Judged(Prefetcher<ActionRow> files) {
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            while (next == null && files.hasNext()) {
                FetchedFile<ActionRow> file = files.next();
                ActionRow action = file.request();
                Verdict verdict = Comparison.ofRead(
                        action.modified(),
                        action.standing().modified(),
                        hash(file),
                        action.standing().hash());
                next = verdict == Verdict.SAME ? null : action.with(verdict);
            }
            return next != null;
        }

        /** A file that cannot be read now is converted, which rejects it if it still cannot be read. */
        private static Long hash(FetchedFile<ActionRow> file) {
            try {
                return ContentHash.of(file.bytes(), file.length());
            } catch (RejectException unreadable) {
                return null;
            }
        }

        @Override
        public ActionRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all files were read");
            }
            ActionRow changed = next;
            next = null;
            return changed;
        }
    }
}
