package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the time went, and what had to be done again. */
final class TimeView {
    private static final int MOST_SLOW = 20;

    private TimeView() {}

    /** Returns the values of the template, or nothing where the report does not have them. */
    static Optional<Map<String, Object>> of(Section run) {
        Map<String, Number> stages = run.numbers("task_seconds");
        Map<String, Number> phases = run.section("update").numbers("seconds");
        if (stages.isEmpty() && phases.isEmpty() && !run.has("tasks") && !run.has("slowest")) {
            return Optional.empty();
        }
        Map<String, Object> view = new LinkedHashMap<>();
        if (stages.values().stream().anyMatch(seconds -> seconds.doubleValue() > 0)) {
            view.put("stages", BarTable.inOrder(stages, Figures::time));
        }
        if (!phases.isEmpty()) {
            view.put("phases", BarTable.inOrder(phases, Figures::time));
        }
        view.put("slowest", slowest(run));
        view.put("tasks", tasks(run.section("tasks")));
        return Optional.of(view);
    }

    private static List<Map<String, Object>> slowest(Section run) {
        return run.sections("slowest").stream()
                .limit(MOST_SLOW)
                .map(picture -> Map.<String, Object>of(
                        "path", Figures.path(picture.text("path").orElse("(no path)")),
                        "time", Figures.time(picture.number("seconds").orElse(0))))
                .toList();
    }

    private static List<String> tasks(Section tasks) {
        List<String> sentences = new ArrayList<>();
        if (tasks.values().isEmpty()) {
            return sentences;
        }
        sentences.add(Figures.count(tasks.count("finished").orElse(0), "task") + " finished.");
        long failed = tasks.count("failed").orElse(0);
        long killed = tasks.count("killed").orElse(0);
        long lost = tasks.count("executors_lost").orElse(0);
        if (failed + killed + lost == 0) {
            sentences.add("None had to be tried again, and no process died.");
        }
        if (failed > 0) {
            sentences.add(Figures.count(failed, "attempt") + " failed and had to be made again.");
        }
        if (killed > 0) {
            sentences.add(Figures.count(killed, "attempt") + (killed == 1 ? " was" : " were") + " stopped by Spark.");
        }
        if (lost > 0) {
            sentences.add(Figures.count(lost, "process", "processes") + " died.");
        }
        long halved = tasks.count("batches_halved").orElse(0);
        if (halved > 0) {
            sentences.add(Figures.count(halved, "batch", "batches") + " failed and had to be made in halves.");
        }
        return sentences;
    }
}
