package dev.marquetry.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was done to pictures without a word, for each how often and how to have it otherwise. */
final class SilentlyView {
    private static final int MOST_KINDS = 20;
    private static final int MOST_EXAMPLES = 3;

    private SilentlyView() {}

    /** Returns the values of the template, or nothing where the report does not have them. */
    static Optional<Map<String, Object>> of(Section run) {
        if (!run.has("silently")) {
            return Optional.empty();
        }
        long images = run.section("sources").count("images").orElse(0);
        List<Map<String, Object>> kinds = run.sections("silently").stream()
                .filter(kind -> kind.count("images").orElse(0) > 0)
                .limit(MOST_KINDS)
                .map(kind -> kind(kind, images))
                .toList();
        return Optional.of(Map.of("kinds", kinds));
    }

    private static Map<String, Object> kind(Section kind, long images) {
        long count = kind.count("images").orElse(0);
        Map<String, Object> view = new LinkedHashMap<>();
        String what = kind.text("what").orElse("").replace('_', ' ');
        view.put("text", Figures.text(kind.text("text").orElse(what), Figures.LONGEST_TEXT));
        view.put("count", Figures.count(count));
        view.put("share", images > 0 ? Figures.share(count, images) : "");
        kind.text("cure").ifPresent(cure -> view.put("cure", Figures.text(cure, Figures.LONGEST_TEXT)));
        view.put(
                "examples",
                kind.texts("examples").stream()
                        .limit(MOST_EXAMPLES)
                        .map(Figures::path)
                        .toList());
        return view;
    }
}
