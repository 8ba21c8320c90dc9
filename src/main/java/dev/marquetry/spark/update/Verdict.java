package dev.marquetry.spark.update;

/** What an update does about an image. */
enum Verdict {
    /** The dataset does not know it: it is converted. */
    ADDED,
    /** It is converted anew. */
    CHANGED,
    /** It gave no array, has not changed, and is tried again. */
    RETRIED,
    /** Whether it has changed is seen once its file is read. */
    UNCERTAIN,
    /** Its row gets another time of modification. */
    TOUCHED,
    /** The input no longer has it: its rows go. */
    REMOVED,
    /** The input has it twice. */
    TWICE,
    /** It stays as it is. */
    SAME,
    /** It gave no array, has not changed, and is not tried again. */
    FAILED,
    /** The input no longer has it, and its rows stay. */
    KEPT;

    private static final Verdict[] ALL = values();

    static Verdict at(int ordinal) {
        return ALL[ordinal];
    }

    /** Returns whether the image is converted. */
    boolean converts() {
        return this == ADDED || this == CHANGED || this == RETRIED;
    }
}
