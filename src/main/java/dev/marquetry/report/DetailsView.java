package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the run was: its id, options, models and versions. */
final class DetailsView {
    private static final int MOST_LINES = 100;
    private static final int MOST_MODELS = 3;
    private static final int LONGEST_VALUE = 500;

    private DetailsView() {}

    /** Returns the values of the template: groups of lines, those without any left out. */
    static Map<String, Object> of(Section run) {
        List<Map<String, Object>> groups = new ArrayList<>();
        Map<String, Object> itself = new LinkedHashMap<>();
        for (String key : List.of("run", "mode", "started", "finished", "device", "fingerprint")) {
            run.text(key).ifPresent(value -> itself.put(key, value));
        }
        run.section("dataset").text("root").ifPresent(root -> itself.put("root", root));
        group(groups, "Run", itself);
        group(groups, "Options", run.section("options").values());
        run.sections("models").stream().limit(MOST_MODELS).forEach(model -> group(groups, "Model", model.values()));
        group(groups, "Versions", run.section("versions").values());
        return Map.of("groups", groups);
    }

    private static void group(List<Map<String, Object>> groups, String name, Map<String, Object> values) {
        List<Map<String, Object>> lines = new ArrayList<>();
        values.entrySet().stream()
                .limit(MOST_LINES)
                .forEach(entry -> lines.add(Map.of(
                        "name", Figures.text(entry.getKey(), 120),
                        "value", Figures.text(String.valueOf(entry.getValue()), LONGEST_VALUE))));
        if (!lines.isEmpty()) {
            groups.add(Map.of("name", name, "lines", lines));
        }
    }
}
