package dev.marquetry.spark.task;

import java.io.Serializable;
import org.apache.spark.TaskContext;

/**
 * Knows which image the decoder of one task attempt is at, beyond the death of the process. Rows are told apart by
 * their position in the task, which is the same in each attempt. For one thread.
 */
public interface DecodingWatch extends AutoCloseable {
    /** Watches nothing. */
    DecodingWatch NONE = new DecodingWatch() {
        @Override
        public boolean isBlocklisted(long position) {
            return false;
        }

        @Override
        public void enter(long position, String path) {}

        @Override
        public void leave() {}

        @Override
        public void close() {}
    };

    /** Opens a watch for a task attempt, on the executor. */
    interface Source extends Serializable {
        /** Opens the watch of a task attempt. */
        DecodingWatch open(TaskContext context);
    }

    /** Returns whether the image must not be decoded, as the process died over it before. */
    boolean isBlocklisted(long position);

    /** The decoder begins with an image. */
    void enter(long position, String path);

    /** The decoder is done with it, in whichever way. */
    void leave();

    @Override
    void close();
}
