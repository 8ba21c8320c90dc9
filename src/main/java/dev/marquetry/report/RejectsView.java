package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was rejected, by stage and reason, with the query that lists all; and what was passed over. */
final class RejectsView {
    private static final int MOST_KINDS = 40;
    private static final int MOST_EXAMPLES = 3;
    private static final int LONGEST_QUERY = 1_000;

    private static final Map<String, String> PASSED_OVER = Map.of(
            "hidden", "hidden",
            "suffix", "not named as an image",
            "not_a_file", "no regular file",
            "dangling_link", "a link to nothing",
            "loop", "a link to a folder that is listed already");

    private RejectsView() {}

    /** Returns the values of the template, or nothing where the report does not know of rejects. */
    static Optional<Map<String, Object>> of(Section run) {
        if (!run.has("rejects")) {
            return Optional.empty();
        }
        long input = run.section("rows").count("input").orElse(0);
        List<Map<String, Object>> kinds = new ArrayList<>();
        run.sections("rejects").stream().limit(MOST_KINDS).forEach(kind -> kinds.add(kind(run, kind, input)));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("kinds", kinds);
        List<String> passedOver = new ArrayList<>();
        run.numbers("passed_over")
                .forEach((reason, count) -> passedOver.add(Figures.count(count.longValue()) + " "
                        + PASSED_OVER.getOrDefault(reason, reason.replace('_', ' '))));
        view.put("passed_over", String.join(", ", passedOver));
        return Optional.of(view);
    }

    private static Map<String, Object> kind(Section run, Section kind, long input) {
        String stage = kind.text("stage").orElse("");
        String error = kind.text("error").orElse("");
        long count = kind.count("count").orElse(0);
        List<Map<String, Object>> examples = new ArrayList<>();
        kind.sections("examples").stream()
                .limit(MOST_EXAMPLES)
                .forEach(example -> examples.add(Map.of(
                        "path", Figures.path(example.text("path").orElse("(no path)")),
                        "message", Figures.text(example.text("message").orElse(""), Figures.LONGEST_TEXT))));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("stage", Figures.text(stage, 40));
        view.put("error", Figures.text(error, 60));
        view.put("count", Figures.count(count));
        view.put("share", Figures.share(count, input));
        view.put("bar", Figures.bar(count, input));
        view.put("examples", examples);
        query(run, stage, error)
                .filter(query -> query.length() <= LONGEST_QUERY)
                .ifPresent(query -> view.put("query", query));
        return view;
    }

    /** What a limit stopped lies beside what it would have replaced. */
    private static Optional<String> query(Section run, String stage, String error) {
        String path = run.section("options").text("output.path-column").orElse("path");
        return folder(run)
                .map(folder -> "SELECT " + name(path) + ", message FROM parquet." + quoted(folder + "/rejects")
                        + " WHERE stage = " + literal(stage) + " AND error = " + literal(error));
    }

    private static Optional<String> folder(Section run) {
        Optional<String> output = run.text("output");
        return Outcome.published(run)
                ? output
                : output.flatMap(folder -> run.text("run").map(id -> folder + "/_failed/" + id));
    }

    private static String name(String column) {
        return column.matches("[A-Za-z_][A-Za-z0-9_]*") ? column : quoted(column);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
