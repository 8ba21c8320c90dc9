package dev.marquetry.spark.update;

import dev.marquetry.dataset.UpdateCounts;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What an update does about an image. */
enum Verdict {
    /** The dataset does not know it: it is converted. */
    ADDED(0),
    /** It is converted anew. */
    CHANGED(1),
    /** It gave no array, has not changed, and is tried again. */
    RETRIED(2),
    /** Whether it has changed is seen once its file is read. */
    UNCERTAIN(3),
    /** Its row gets another time of modification. */
    TOUCHED(4),
    /** The input no longer has it: its rows go. */
    REMOVED(5),
    /** The input has it twice. */
    TWICE(6),
    /** It stays as it is. */
    SAME(7),
    /** It gave no array, has not changed, and is not tried again. */
    FAILED(8),
    /** The input no longer has it, and its rows stay. */
    KEPT(9);

    private static final Map<Integer, Verdict> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(verdict -> verdict.code, verdict -> verdict));

    private final int code;

    Verdict(int code) {
        this.code = code;
    }

    static Verdict of(int code) {
        return BY_CODE.get(code);
    }

    /** Returns what stands for it in a row. */
    int code() {
        return code;
    }

    /**
     * Returns how one image is counted.
     *
     * @param dataRows how many rows it has in {@code data/}
     */
    UpdateCounts counts(int dataRows) {
        return switch (this) {
            case ADDED -> new UpdateCounts(1, 0, 0, 0, 0, 0, 0, 0);
            case CHANGED -> new UpdateCounts(0, 1, 0, 0, 0, 0, 0, 0);
            case TOUCHED -> new UpdateCounts(0, 0, 1, 0, 0, 0, 0, 0);
            case RETRIED -> new UpdateCounts(0, 0, 0, 1, 1, 0, 0, 0);
            case FAILED -> new UpdateCounts(0, 0, 0, 1, 0, 0, 0, 0);
            case SAME -> new UpdateCounts(0, 0, 0, 0, 0, 1, 0, 0);
            case KEPT -> new UpdateCounts(0, 0, 0, 0, 0, 0, dataRows, 0);
            case REMOVED -> new UpdateCounts(0, 0, 0, 0, 0, 0, dataRows, dataRows);
            case UNCERTAIN, TWICE -> UpdateCounts.NONE;
        };
    }

    /** Returns whether the image is converted. */
    boolean converts() {
        return this == ADDED || this == CHANGED || this == RETRIED;
    }
}
