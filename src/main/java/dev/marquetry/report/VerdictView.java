package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What stands at the head of the page: how the run ended, its figures, and those of the run before. */
final class VerdictView {
    private VerdictView() {}

    /** Returns the values of the template. */
    static Map<String, Object> of(Section run, Optional<Section> before) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("published", Outcome.published(run));
        view.put("headline", Outcome.headline(run));
        view.put("reasons", Outcome.reasons(run));
        run.text("output").ifPresent(output -> view.put("output", Figures.path(output)));
        run.text("finished").or(() -> run.text("started")).ifPresent(time -> view.put("time", moment(time)));
        balance(run).ifPresent(balance -> view.put("balance", balance));
        view.put("facts", facts(run));
        before.ifPresent(earlier -> view.put("before", comparison(run, earlier)));
        return view;
    }

    /** An update rightly converts fewer rows than it has in. */
    private static Optional<Map<String, Object>> balance(Section run) {
        Section rows = run.section("rows");
        OptionalLong input = rows.count("input");
        if (input.isEmpty()) {
            return Optional.empty();
        }
        long converted = rows.count("converted").orElse(0);
        long rejected = rows.count("rejected").orElse(0);
        long other = input.getAsLong() - converted - rejected;
        Map<String, Object> balance = new LinkedHashMap<>();
        balance.put("input", Figures.count(input.getAsLong()));
        balance.put("converted", Figures.count(converted));
        balance.put("rejected", Figures.count(rejected));
        if (other > 0) {
            balance.put("other", Figures.count(other));
            balance.put("other_words", run.has("update") ? "not converted by this run" : "without an outcome");
        }
        balance.put("converted_bar", Figures.bar(converted, input.getAsLong()));
        balance.put("rejected_bar", Figures.bar(rejected, input.getAsLong()));
        balance.put("any_rejected", rejected > 0);
        return Optional.of(balance);
    }

    private static List<Map<String, Object>> facts(Section run) {
        List<Map<String, Object>> facts = new ArrayList<>();
        rate(run).ifPresent(rate -> fact(facts, "Rate", Figures.rate(rate)));
        run.number("seconds").ifPresent(seconds -> fact(facts, "Time", Figures.time(seconds)));
        Section bytes = run.section("bytes");
        bytes.count("source").ifPresent(source -> fact(facts, "Read", Figures.bytes(source)));
        bytes.count("arrays").ifPresent(arrays -> fact(facts, "Arrays", Figures.bytes(arrays)));
        bytes.count("files").ifPresent(files -> {
            OptionalLong count = run.count("files");
            String in = count.isPresent() ? " in " + Figures.count(count.getAsLong(), "file") : "";
            fact(facts, "Written", Figures.bytes(files) + in);
        });
        Section dataset = run.section("dataset");
        dataset.count("rows").ifPresent(rows -> {
            OptionalLong commit = dataset.count("commit");
            String in = commit.isPresent() ? " in commit " + Figures.count(commit.getAsLong()) : "";
            fact(facts, "Dataset", Figures.count(rows, "row") + in);
        });
        return facts;
    }

    private static void fact(List<Map<String, Object>> facts, String name, String value) {
        facts.add(Map.of("name", name, "value", value));
    }

    private static Map<String, Object> comparison(Section run, Section before) {
        List<Map<String, Object>> lines = new ArrayList<>();
        Section rows = run.section("rows");
        Section rowsBefore = before.section("rows");
        line(lines, "Pictures in", rows.number("input"), rowsBefore.number("input"), VerdictView::whole);
        line(lines, "Arrays", rows.number("converted"), rowsBefore.number("converted"), VerdictView::whole);
        line(lines, "Rejects", rows.number("rejected"), rowsBefore.number("rejected"), VerdictView::whole);
        line(lines, "Rate", rate(run), rate(before), Figures::rate);
        line(lines, "Time", run.number("seconds"), before.number("seconds"), Figures::time);
        Section bytes = run.section("bytes");
        Section bytesBefore = before.section("bytes");
        line(lines, "Read", bytes.number("source"), bytesBefore.number("source"), Figures::bytes);
        line(lines, "Written", bytes.number("files"), bytesBefore.number("files"), Figures::bytes);
        Map<String, Object> comparison = new LinkedHashMap<>();
        comparison.put("lines", lines);
        comparison.put("headline", Outcome.headline(before));
        before.text("finished").ifPresent(time -> comparison.put("time", moment(time)));
        String fingerprint = run.text("fingerprint").orElse("");
        comparison.put(
                "other_options", !before.text("fingerprint").orElse(fingerprint).equals(fingerprint));
        return comparison;
    }

    private interface Written {
        String of(double number);
    }

    private static void line(
            List<Map<String, Object>> lines, String name, OptionalDouble now, OptionalDouble before, Written written) {
        if (now.isPresent() && before.isPresent()) {
            lines.add(Map.of(
                    "name", name,
                    "now", written.of(now.getAsDouble()),
                    "before", written.of(before.getAsDouble()),
                    "change", Figures.change(now.getAsDouble(), before.getAsDouble())));
        }
    }

    private static String whole(double count) {
        return Figures.count((long) count);
    }

    /** Returns how many pictures a second were converted or rejected; nothing where none were. */
    private static OptionalDouble rate(Section run) {
        Section rows = run.section("rows");
        long done = rows.count("converted").orElse(0) + rows.count("rejected").orElse(0);
        double seconds = run.number("seconds").orElse(0);
        return done == 0 || seconds <= 0 ? OptionalDouble.empty() : OptionalDouble.of(done / seconds);
    }

    /** Returns a time of JSON without its fractions of a second. */
    private static String moment(String time) {
        return Figures.text(time, 40)
                .replaceFirst("\\.\\d+Z$", "Z")
                .replace("T", " ")
                .replaceFirst("Z$", " UTC");
    }
}
