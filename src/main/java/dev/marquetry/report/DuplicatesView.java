package dev.marquetry.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that are byte for byte alike. */
final class DuplicatesView {
    private static final int MOST_GROUPS = 10;
    private static final int MOST_PATHS = 5;

    private DuplicatesView() {}

    /** Returns the values of the template, or nothing where they were not looked for. */
    static Optional<Map<String, Object>> of(Section run) {
        Section duplicates = run.section("duplicates");
        if (duplicates.values().isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> examples = duplicates.list("examples").stream()
                .limit(MOST_GROUPS)
                .map(group -> group instanceof List<?> paths
                        ? paths.stream()
                                .limit(MOST_PATHS)
                                .map(path -> Figures.path(String.valueOf(path)))
                                .toList()
                        : List.<String>of())
                .filter(group -> !group.isEmpty())
                .toList();
        long groups = duplicates.count("groups").orElse(0);
        return Optional.of(Map.of(
                "any",
                groups > 0,
                "groups",
                Figures.count(groups, "group"),
                "images",
                Figures.count(duplicates.count("images").orElse(0), "picture"),
                "examples",
                examples));
    }
}
