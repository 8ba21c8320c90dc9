package dev.marquetry.spark.update;

import dev.marquetry.dataset.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the rows are of files that stood when an update began: batches copy them to other files. Actions name files by
 * their places in the list that was then. Used by one thread.
 */
public final class FilePlaces {
    /** Spark names the files of a write by their tasks. */
    private static final Pattern TASK = Pattern.compile("(?:.*/)?part-(\\d+)-[^/]*");

    private final Map<Integer, String> names = new HashMap<>();

    /**
     * Begins with every file at its place.
     *
     * @param files the files that stand
     */
    public FilePlaces(List<DataFile> files) {
        for (int place = 0; place < files.size(); place++) {
            names.put(place, files.get(place).name());
        }
    }

    /**
     * Returns the places in the list that holds now, by those in the first one; files that are gone have none.
     *
     * @param now the files that stand now
     */
    Map<Integer, Integer> in(List<DataFile> now) {
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < now.size(); place++) {
            places.put(now.get(place).name(), place);
        }
        Map<Integer, Integer> moved = new HashMap<>();
        names.forEach((first, name) -> {
            if (places.containsKey(name)) {
                moved.put(first, places.get(name));
            }
        });
        return moved;
    }

    /**
     * Returns edits of the files where the rows are now.
     *
     * @param edits by the places of the first list
     * @param now the files that stand now
     * @throws IllegalStateException if a file is gone whose rows are to change, which is a fault of ours
     */
    public FolderEdits follow(FolderEdits edits, List<DataFile> now) {
        Map<Integer, Integer> places = in(now);
        return new FolderEdits(moved(edits.dropped(), places), moved(edits.touched(), places), edits.sums());
    }

    private static Map<Integer, Long> moved(Map<Integer, Long> rows, Map<Integer, Integer> places) {
        Map<Integer, Long> there = new HashMap<>();
        rows.forEach((first, count) -> {
            Integer place = places.get(first);
            if (place == null) {
                throw new IllegalStateException("the rows of a file are to change that is gone: number " + first);
            }
            there.merge(place, count, Long::sum);
        });
        return there;
    }

    /** Follows rows to the copies that were made of their files. */
    void follow(CopyPlan plan, List<DataFile> copies) {
        Map<Integer, String> copyOf = new HashMap<>();
        for (DataFile copy : copies) {
            Matcher matcher = TASK.matcher(copy.name());
            if (!matcher.matches()) {
                throw new IllegalStateException("Spark has named a file otherwise than by its task: " + copy.name());
            }
            plan.groups().get(Integer.parseInt(matcher.group(1))).forEach(place -> copyOf.put(place, copy.name()));
        }
        Map<Integer, Integer> places = in(plan.files());
        places.forEach((first, place) -> {
            if (plan.removed().contains(place)) {
                names.remove(first);
            }
            if (copyOf.containsKey(place)) {
                names.put(first, copyOf.get(place));
            }
        });
    }
}
