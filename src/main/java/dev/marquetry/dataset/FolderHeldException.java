package dev.marquetry.dataset;

import dev.marquetry.options.UserException;
import org.apache.hadoop.fs.Path;

/** Another run holds the folder of a dataset. */
public final class FolderHeldException extends UserException {
    private static final long serialVersionUID = 1L;

    private final String root;

    /**
     * @param root the folder
     * @param holder who holds it, and since when nothing was heard of him
     */
    FolderHeldException(Path root, String holder) {
        this("output.path: " + root, root.toString(), holder, "run.takeover: true");
    }

    private FolderHeldException(String shown, String root, String holder, String order) {
        super(
                Kind.HELD,
                "another run writes to " + shown,
                holder,
                "wait for it to end; a run that died on another host is taken over "
                        + FolderLock.EXPIRY.toMinutes()
                        + " minutes after it last renewed the lock, or at once with "
                        + order);
        this.root = root;
    }

    /**
     * Returns the same for somebody who has no job, and orders by another option to take the folder over.
     *
     * @param option such as {@code --takeover}
     */
    public FolderHeldException with(String option) {
        return new FolderHeldException(root, root, reason(), option);
    }
}
