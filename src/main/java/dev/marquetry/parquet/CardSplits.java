package dev.marquetry.parquet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/**
 * The splits of a dataset that is partitioned by a column {@code split}, as Hugging Face can name them: a name is words
 * of letters, digits and underscores, with dots between them, and not {@code all}.
 */
final class CardSplits {
    /** The partition column whose values are splits. */
    static final String COLUMN = "split";

    private static final String NO_VALUE = "none";
    private static final Pattern NOT_IN_WORDS = Pattern.compile("[^\\p{L}\\p{N}_.]");
    private static final Pattern MISPLACED_DOTS = Pattern.compile("^\\.+|\\.+$|\\.{2,}");

    private CardSplits() {}

    /**
     * One split.
     *
     * @param name Hugging Face's name of it
     * @param value the value of the column, empty for rows without one
     * @param files the pattern of its files, relative to the dataset
     */
    record Split(String name, Optional<String> value, String files) {
        /** Returns whether the name is not the value. */
        boolean isRenamed() {
            return !value.equals(Optional.of(name));
        }
    }

    /**
     * Returns the splits by the order of their folders' names; none where the dataset is not partitioned by such a
     * column, or has no row.
     *
     * @param partitionColumns the columns that the files are partitioned by, outermost first
     * @param dataFiles names of all files, relative to {@code data/}
     */
    static List<Split> of(List<String> partitionColumns, Collection<String> dataFiles) {
        int depth = partitionColumns.indexOf(COLUMN);
        if (depth < 0) {
            return List.of();
        }
        Set<String> folders = new TreeSet<>();
        for (String file : dataFiles) {
            String[] parts = file.split("/", -1);
            // A dataset without rows has one file, outside of all partitions.
            if (parts.length == partitionColumns.size() + 1) {
                folders.add(parts[depth]);
            }
        }
        String above = "*/".repeat(depth);
        String below = "/*".repeat(partitionColumns.size() - depth - 1);
        List<Split> splits = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String folder : folders) {
            String value = ExternalCatalogUtils.unescapePathName(folder.substring(COLUMN.length() + 1));
            Optional<String> given =
                    Optional.of(value).filter(text -> !text.equals(ExternalCatalogUtils.DEFAULT_PARTITION_NAME()));
            String name = unused(given.map(CardSplits::name).orElse(NO_VALUE), taken);
            splits.add(new Split(name, given, "data/" + above + folder + below + "/*.parquet"));
        }
        return splits;
    }

    private static String name(String value) {
        String words = NOT_IN_WORDS.matcher(value).replaceAll("_");
        String name = MISPLACED_DOTS.matcher(words).replaceAll("_");
        return name.toLowerCase(Locale.ROOT).equals("all") ? name + "_" : name;
    }

    private static String unused(String name, Set<String> taken) {
        String unused = name;
        for (int number = 2; !taken.add(unused); number++) {
            unused = name + "_" + number;
        }
        return unused;
    }
}
