package dev.marquetry.spark.update;

import dev.marquetry.dataset.RowSums;
import dev.marquetry.dataset.UpdateCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import scala.Tuple2;

/**
 * Adds up what actions change. Ships as arrays of numbers: Spark may be set to ship with Kryo, which takes no records.
 * For one thread.
 */
final class EditSums {
    private UpdateCounts counts = UpdateCounts.NONE;
    private final Folder data = new Folder();
    private final Folder rejects = new Folder();

    /** What numbers are about. */
    private enum Part {
        COUNTS,
        DATA_SUMS,
        REJECT_SUMS,
        DATA_DROPPED,
        DATA_TOUCHED,
        REJECTS_DROPPED
    }

    /** What changes in one folder. */
    private static final class Folder {
        private final Map<Integer, Long> dropped = new HashMap<>();
        private final Map<Integer, Long> touched = new HashMap<>();
        private RowSums sums = RowSums.NONE;

        void drop(ActionRow.Rows rows) {
            count(rows, dropped);
            sums = sums.plus(rows.sums());
        }

        static void count(ActionRow.Rows rows, Map<Integer, Long> files) {
            for (int file : rows.files()) {
                files.merge(file, 1L, Long::sum);
            }
        }

        FolderEdits edits() {
            return new FolderEdits(dropped, touched, sums);
        }
    }

    void add(ActionRow action) {
        counts = counts.plus(action.verdict().counts(action.data().files().size()));
        if (action.verdict() == Verdict.TOUCHED) {
            Folder.count(action.data(), data.touched);
        } else {
            data.drop(action.data());
            rejects.drop(action.rejects());
        }
    }

    /** Returns all sums. */
    Iterator<Tuple2<String, long[]>> shipped() {
        List<Tuple2<String, long[]>> parts = new ArrayList<>();
        parts.add(part(Part.COUNTS, counts.shipped()));
        parts.add(part(Part.DATA_SUMS, data.sums.first(), data.sums.second()));
        parts.add(part(Part.REJECT_SUMS, rejects.sums.first(), rejects.sums.second()));
        data.dropped.forEach((file, rows) -> parts.add(part(Part.DATA_DROPPED, file, rows)));
        data.touched.forEach((file, rows) -> parts.add(part(Part.DATA_TOUCHED, file, rows)));
        rejects.dropped.forEach((file, rows) -> parts.add(part(Part.REJECTS_DROPPED, file, rows)));
        return parts.iterator();
    }

    private static Tuple2<String, long[]> part(Part part, long... numbers) {
        return new Tuple2<>(part.name(), numbers);
    }

    /** Adds sums that were made elsewhere. */
    void add(Tuple2<String, long[]> part) {
        long[] numbers = part._2();
        switch (Part.valueOf(part._1())) {
            case COUNTS -> counts = counts.plus(UpdateCounts.of(numbers));
            case DATA_SUMS -> data.sums = data.sums.plus(new RowSums(numbers[0], numbers[1]));
            case REJECT_SUMS -> rejects.sums = rejects.sums.plus(new RowSums(numbers[0], numbers[1]));
            case DATA_DROPPED -> data.dropped.merge((int) numbers[0], numbers[1], Long::sum);
            case DATA_TOUCHED -> data.touched.merge((int) numbers[0], numbers[1], Long::sum);
            case REJECTS_DROPPED -> rejects.dropped.merge((int) numbers[0], numbers[1], Long::sum);
        }
    }

    Edits edits() {
        return new Edits(counts, data.edits(), rejects.edits());
    }
}
