package dev.marquetry.cli;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.parquet.DatasetReport;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code inspect} prints of a dataset: rows, columns, partitions, sizes, rejects. */
final class InspectText {
    private static final int MOST_SHOWN = 8;

    private final DatasetReport report;
    private final StringBuilder text = new StringBuilder();

    private InspectText(DatasetReport report) {
        this.report = report;
    }

    /**
     * Returns the text.
     *
     * @param report what the files hold
     * @param commit the newest commit, where the folder has any
     * @param rejects rejected rows by stage and error
     */
    static String of(DatasetReport report, Optional<CommitRecord> commit, Map<String, Long> rejects) {
        InspectText text = new InspectText(report);
        text.summary(commit);
        text.columns();
        text.partitions();
        if (commit.isPresent() || !rejects.isEmpty()) {
            text.rejects(rejects);
        }
        commit.ifPresent(newest -> text.origin(newest));
        return text.text.toString();
    }

    private void summary(Optional<CommitRecord> commit) {
        line(
                "%s: %,d rows in %,d %s, %s (%s per row)%s",
                report.path(),
                report.rows(),
                report.files(),
                report.files() == 1 ? "file" : "files",
                Figures.bytes(report.bytes()),
                Figures.bytes(Math.round(report.bytesPerRow())),
                commit.map(newest -> "; commit " + newest.commit() + " of " + newest.committed())
                        .orElse(""));
    }

    private void columns() {
        int names = widest(report.columns().stream().map(DatasetReport.Column::name));
        int types = widest(report.columns().stream().map(InspectText::type));
        for (DatasetReport.Column column : report.columns()) {
            line(
                    "  %-" + names + "s  %-" + types + "s  %10s  %3d %%",
                    column.name(),
                    type(column),
                    Figures.bytes(column.compressed()),
                    report.bytes() == 0 ? 0 : Math.round(100.0 * column.compressed() / report.bytes()));
        }
    }

    private static int widest(java.util.stream.Stream<String> words) {
        return Math.max(1, words.mapToInt(String::length).max().orElse(1));
    }

    private static String type(DatasetReport.Column column) {
        return column.tensor().map(TensorColumn::toString).orElse(column.type().toLowerCase(Locale.ROOT));
    }

    private void partitions() {
        report.partitions().forEach((name, values) -> line("partitions by %s: %s", name, shown(values)));
    }

    private static String shown(Set<String> values) {
        String some = values.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return values.size() > MOST_SHOWN ? some + ", ... (" + values.size() + " values)" : some;
    }

    private void rejects(Map<String, Long> rejects) {
        long all = rejects.values().stream().mapToLong(Long::longValue).sum();
        line("rejects: %,d", all);
        rejects.forEach((reason, count) -> line("  %-28s %,10d", reason, count));
    }

    private void origin(CommitRecord commit) {
        String root = commit.description().root();
        if (!root.isEmpty()) {
            line("paths are relative to %s", root);
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
