package dev.marquetry.spark.update;

import dev.marquetry.dataset.RowSums;
import dev.marquetry.dataset.UpdateCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Adds up what actions change. Ships as arrays of numbers: Spark may be set to ship with Kryo, which takes no records.
 * For one thread.
 */
final class EditSums {
    private final long[] verdicts = new long[Verdict.values().length];
    private final long[] removedRows = new long[1];
    private final Folder data = new Folder();
    private final Folder rejects = new Folder();

    /** What an array of numbers is about. */
    private enum Part {
        VERDICTS,
        REMOVED_ROWS,
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

        Edits.OfFolder edits() {
            return new Edits.OfFolder(dropped, touched, sums);
        }
    }

    void add(ActionRow action) {
        verdicts[action.verdict().ordinal()]++;
        if (action.verdict() == Verdict.TOUCHED) {
            Folder.count(action.data(), data.touched);
        } else {
            removedRows[0] += action.verdict() == Verdict.REMOVED ? action.data().files().length : 0;
            data.drop(action.data());
            rejects.drop(action.rejects());
        }
    }

    /** Returns all sums. */
    Iterator<long[]> shipped() {
        List<long[]> parts = new ArrayList<>();
        parts.add(part(Part.VERDICTS, verdicts));
        parts.add(part(Part.REMOVED_ROWS, removedRows));
        parts.add(part(Part.DATA_SUMS, data.sums.first(), data.sums.second()));
        parts.add(part(Part.REJECT_SUMS, rejects.sums.first(), rejects.sums.second()));
        data.dropped.forEach((file, rows) -> parts.add(part(Part.DATA_DROPPED, file, rows)));
        data.touched.forEach((file, rows) -> parts.add(part(Part.DATA_TOUCHED, file, rows)));
        rejects.dropped.forEach((file, rows) -> parts.add(part(Part.REJECTS_DROPPED, file, rows)));
        return parts.iterator();
    }

    private static long[] part(Part part, long... numbers) {
        long[] shipped = new long[numbers.length + 1];
        shipped[0] = part.ordinal();
        System.arraycopy(numbers, 0, shipped, 1, numbers.length);
        return shipped;
    }

    /** Adds sums that were made elsewhere. */
    void add(long[] part) {
        switch (Part.values()[(int) part[0]]) {
            case VERDICTS -> addEach(part, verdicts);
            case REMOVED_ROWS -> addEach(part, removedRows);
            case DATA_SUMS -> data.sums = data.sums.plus(new RowSums(part[1], part[2]));
            case REJECT_SUMS -> rejects.sums = rejects.sums.plus(new RowSums(part[1], part[2]));
            case DATA_DROPPED -> data.dropped.merge((int) part[1], part[2], Long::sum);
            case DATA_TOUCHED -> data.touched.merge((int) part[1], part[2], Long::sum);
            case REJECTS_DROPPED -> rejects.dropped.merge((int) part[1], part[2], Long::sum);
        }
    }

    private static void addEach(long[] part, long[] sums) {
        for (int place = 0; place < sums.length; place++) {
            sums[place] += part[place + 1];
        }
    }

    Edits edits() {
        return new Edits(counts(), data.edits(), rejects.edits());
    }

    private UpdateCounts counts() {
        return new UpdateCounts(
                verdicts[Verdict.ADDED.ordinal()],
                verdicts[Verdict.CHANGED.ordinal()],
                verdicts[Verdict.TOUCHED.ordinal()],
                verdicts[Verdict.RETRIED.ordinal()],
                verdicts[Verdict.RETRIED.ordinal()],
                0,
                removedRows[0],
                removedRows[0]);
    }
}
