package dev.marquetry.spark.statistics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * A number of images, with the paths of a few of them. Not thread-safe.
 */
public final class Examples implements Serializable {
    private static final long serialVersionUID = 1L;

    /** As many images are named. */
    static final int MOST = 3;

    private long images;
    private final List<String> paths = new ArrayList<>(MOST);

    void add(Supplier<String> path) {
        images++;
        if (paths.size() < MOST) {
            paths.add(path.get());
        }
    }

    void add(Examples others) {
        images += others.images;
        for (String path : others.paths) {
            if (paths.size() < MOST) {
                paths.add(path);
            }
        }
    }

    /** Returns how many images there are. */
    public long images() {
        return images;
    }

    /** Returns the paths of up to three. */
    public List<String> paths() {
        return Collections.unmodifiableList(paths);
    }
}
