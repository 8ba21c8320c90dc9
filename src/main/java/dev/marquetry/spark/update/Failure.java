package dev.marquetry.spark.update;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import org.apache.spark.unsafe.types.UTF8String;

/** Why an image gave no array, as one text: the stage and the error, a blank between them. */
final class Failure {
    static final String SEPARATOR = " ";

    private static final UTF8String BETWEEN = UTF8String.fromString(SEPARATOR);
    private static final UTF8String FETCH = UTF8String.fromString(Stage.FETCH.written() + SEPARATOR);
    private static final UTF8String OUT_OF_MEMORY = UTF8String.fromString(SEPARATOR + RejectCode.OUT_OF_MEMORY.name());

    private Failure() {}

    static UTF8String of(UTF8String stage, UTF8String error) {
        return UTF8String.concatWs(BETWEEN, stage, error);
    }

    /** Returns whether an image that failed so may give an array without having changed. */
    static boolean mayHeal(UTF8String failure) {
        return failure.startsWith(FETCH) || failure.endsWith(OUT_OF_MEMORY);
    }
}
