package dev.marquetry.spark.update;

import dev.marquetry.dataset.DataFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files are written anew, and which of them become one.
 *
 * <p>A file that changes is copied without what goes. Files below half of the wanted size are copied together, those of
 * one partition: where many have gathered, or all of them, as asked.
 *
 * @param files the files that stand, which are known by their places
 * @param groups the places of the files whose rows become one file, for each such file
 * @param removed the places of the files that go
 * @param rows how many rows are copied
 */
public record CopyPlan(List<DataFile> files, List<List<Integer>> groups, Set<Integer> removed, long rows) {
    /** So many small files of one partition are copied together. */
    static final int GATHERED = 8;

    /** As many bytes, in files of the wanted size, as one update copies only to make files larger. */
    private static final int MOST_MERGED = 8;

    /** When small files become one. */
    public enum Merging {
        /** Where many have gathered, and not more than a run can afford. */
        GATHERED_FILES,
        /** Wherever there are two. */
        ALL_SMALL_FILES
    }

    /** A file, and what of it stays. */
    private record Rest(int place, long rows, long bytes, boolean edited) {}

    /**
     * Makes the plan.
     *
     * @param files the files that stand
     * @param edits what changes in them
     * @param fileSize the wanted size of a file in bytes
     * @param merging when small files become one
     */
    public static CopyPlan of(List<DataFile> files, FolderEdits edits, long fileSize, Merging merging) {
        Map<String, List<Rest>> folders = new LinkedHashMap<>();
        Set<Integer> removed = new TreeSet<>();
        for (int place = 0; place < files.size(); place++) {
            Rest rest = rest(place, files.get(place), edits);
            if (rest.edited()) {
                removed.add(place);
            }
            if (rest.rows() > 0) {
                folders.computeIfAbsent(folder(files.get(place).name()), folder -> new ArrayList<>())
                        .add(rest);
            }
        }
        long budget = merging == Merging.ALL_SMALL_FILES ? Long.MAX_VALUE : MOST_MERGED * fileSize;
        List<List<Integer>> groups = new ArrayList<>();
        for (List<Rest> rests : folders.values()) {
            List<Rest> small =
                    rests.stream().filter(rest -> rest.bytes() < fileSize / 2).toList();
            long bytes = small.stream().mapToLong(Rest::bytes).sum();
            boolean merges = small.size() >= (merging == Merging.ALL_SMALL_FILES ? 2 : GATHERED) && bytes <= budget;
            if (merges) {
                budget -= bytes;
                small.forEach(rest -> removed.add(rest.place()));
                groups.addAll(merged(small, fileSize));
            }
            rests.stream()
                    .filter(rest -> rest.edited() && !(merges && small.contains(rest)))
                    .forEach(rest -> groups.add(List.of(rest.place())));
        }
        long rows = groups.stream()
                .flatMap(List::stream)
                .mapToLong(place -> files.get(place).rows() - edits.dropped().getOrDefault(place, 0L))
                .sum();
        return new CopyPlan(files, groups, removed, rows);
    }

    private static Rest rest(int place, DataFile file, FolderEdits edits) {
        long dropped = edits.dropped().getOrDefault(place, 0L);
        long rows = file.rows() - dropped;
        if (rows < 0) {
            throw new IllegalStateException(
                    file.name() + " has " + file.rows() + " rows, and " + dropped + " are to go");
        }
        long bytes = file.rows() == 0 ? 0 : (long) ((double) file.bytes() * rows / file.rows());
        return new Rest(place, rows, bytes, dropped > 0 || edits.touched().containsKey(place));
    }

    /** Returns groups of neighbours of about the wanted size. */
    private static List<List<Integer>> merged(List<Rest> small, long fileSize) {
        List<List<Integer>> groups = new ArrayList<>();
        List<Integer> group = new ArrayList<>();
        long bytes = 0;
        for (Rest rest : small) {
            if (bytes + rest.bytes() > fileSize) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(rest.place());
            bytes += rest.bytes();
        }
        groups.add(group);
        return groups;
    }

    /** Returns the folder of a file's partition, empty where there is none. */
    static String folder(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** Returns the names of the files that go. */
    public List<String> removedNames() {
        return removed.stream().map(place -> files.get(place).name()).toList();
    }

    /** Returns whether nothing is copied. */
    public boolean isNothing() {
        return groups.isEmpty();
    }
}
