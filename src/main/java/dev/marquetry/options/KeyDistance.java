package dev.marquetry.options;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the option that a user most likely meant. */
final class KeyDistance {
    /** More differences than this share of the key make another word of it. */
    private static final double MOST_DIFFERENCES = 0.4;

    private static final String SIDES = "resize.height and resize.width";

    /** What has more than one name here, so that no one key is near. */
    private static final Map<String, String> OTHER_NAMES = Map.of("size", SIDES, "resize.size", SIDES);

    private KeyDistance() {}

    static List<String> keys() {
        return OptionCatalog.ALL.stream().<String>map(Option::key).toList();
    }

    /** Returns the known key that takes the fewest edits, or else the one with the same last part. */
    static Optional<String> nearest(String unknown) {
        if (OTHER_NAMES.containsKey(unknown)) {
            return Optional.of(OTHER_NAMES.get(unknown));
        }
        String nearest = keys().stream()
                .min(Comparator.comparingInt(key -> edits(unknown, key)))
                .orElseThrow();
        if (edits(unknown, nearest) <= MOST_DIFFERENCES * unknown.length()) {
            return Optional.of(nearest);
        }
        String last = unknown.substring(unknown.lastIndexOf('.') + 1);
        return keys().stream().filter(key -> key.endsWith("." + last)).findFirst();
    }

    /** Levenshtein's distance. */
    private static int edits(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int index = 1; index <= left.length(); index++) {
            int diagonal = row[0];
            row[0] = index;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (left.charAt(index - 1) == right.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[right.length()];
    }
}
