package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.ReportOptions;
import dev.marquetry.report.ContactSheet;
import dev.marquetry.report.ReportInput;
import dev.marquetry.report.ReportPage;
import dev.marquetry.report.ShownPicture;
import dev.marquetry.show.DatasetPictures;
import dev.marquetry.show.LocatedFile;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.description.RunReport;
import dev.marquetry.spark.internals.JobName;
import dev.marquetry.spark.publish.CommittedRows;
import dev.marquetry.spark.publish.DuplicateImages;
import dev.marquetry.spark.statistics.RunStatistics;
import dev.marquetry.spark.statistics.Thumbnail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the files of a run's report: {@code run.json} for programs, a page and a contact sheet for people.
 *
 * <p>A run never fails for its report: where pictures cannot be read or drawn, the log says so and the figures stay.
 */
final class ReportFiles {
    private static final String CONTACT_SHEET = "contact-sheet.png";
    private static final int PICTURES = 64;
    private static final byte[] TAKEN_AWAY = {};

    private static final Logger LOG = LoggerFactory.getLogger(ReportFiles.class);

    private final RunContext run;

    ReportFiles(RunContext run) {
        this.run = run;
    }

    /**
     * A report.
     *
     * @param result of the run, with what the report has counted
     * @param files by their names; one without bytes takes an earlier one away
     */
    record Made(ConversionResult result, Map<String, byte[]> files) {}

    /** Returns the files of a report that is for programs only. */
    static Map<String, byte[]> ofPrograms(RunReport report) {
        return Map.of(DatasetFolder.RUN_REPORT, report.text().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes the report of a run.
     *
     * @param result of the run
     * @param before the commit that it began from
     * @param stored the files of the dataset as it will be, or those that a stopped run wrote
     */
    Made of(ConversionResult result, Optional<CommitRecord> before, List<LocatedFile> stored) {
        List<LocatedFile> files =
                stored.stream().filter(file -> file.file().rows() > 0).toList();
        ConversionResult counted = counted(result, files);
        RunReport report = RunReport.of(run.options(), counted);
        Map<String, byte[]> made = new LinkedHashMap<>(ofPrograms(report));
        made.put(CONTACT_SHEET, TAKEN_AWAY);
        made.put(DatasetFolder.REPORT_PAGE, TAKEN_AWAY);
        try {
            List<ShownPicture> pictures = pictures(files);
            // On another core, where there is one: both take a second in a new JVM.
            CompletableFuture<byte[]> sheet =
                    CompletableFuture.supplyAsync(() -> pictures.isEmpty() ? TAKEN_AWAY : ContactSheet.png(pictures));
            ReportInput input = new ReportInput(
                    report.content(),
                    contentOf(before),
                    pictures,
                    extremes(counted.seen().statistics()));
            made.put(DatasetFolder.REPORT_PAGE, ReportPage.html(input).getBytes(StandardCharsets.UTF_8));
            made.put(CONTACT_SHEET, sheet.join());
        } catch (IOException | RuntimeException | LinkageError failure) {
            LOG.warn("The report has no page or no pictures; its figures are in run.json", failure);
        }
        return new Made(counted, made);
    }

    private ConversionResult counted(ConversionResult result, List<LocatedFile> files) {
        boolean asked = run.options().report().duplicates() == ReportOptions.Duplicates.COUNTED;
        if (!asked || files.isEmpty() || result.outcome().committed().isEmpty()) {
            return result;
        }
        String path = run.options().output().pathColumn();
        Map<Path, List<DataFile>> folders = files.stream()
                .collect(Collectors.groupingBy(
                        LocatedFile::folder, Collectors.mapping(LocatedFile::file, Collectors.toList())));
        Dataset<Row> rows = folders.entrySet().stream()
                .map(folder -> CommittedRows.read(
                        run.spark(), folder.getKey(), folder.getValue(), DuplicateImages.columns(path), List.of()))
                .reduce(Dataset::union)
                .orElseThrow();
        DuplicateImages.Found found =
                JobName.during(run.spark(), "count duplicates", () -> DuplicateImages.in(rows, path));
        return result.with(result.seen().with(found));
    }

    private Optional<Map<String, Object>> contentOf(Optional<CommitRecord> commit) throws IOException {
        Optional<String> text = commit.isEmpty()
                ? Optional.empty()
                : run.folder().reportOf(commit.get().run());
        return text.map(RunReport::read);
    }

    private List<ShownPicture> pictures(List<LocatedFile> files) throws IOException {
        if (run.options().report().sample().isNone()) {
            return List.of();
        }
        return DatasetPictures.of(
                        files, Optional.empty(), run.options().output().partitionBy(), run.configuration())
                .sample(PICTURES, ReportOptions.SEED);
    }

    private static Map<String, List<ShownPicture>> extremes(RunStatistics statistics) {
        return Map.of(
                "darkest", pictures(statistics.darkest().stream()),
                "brightest", pictures(statistics.brightest().stream()),
                "flattest", pictures(statistics.flattest().stream()));
    }

    private static List<ShownPicture> pictures(Stream<Thumbnail> thumbnails) {
        return thumbnails
                .map(image -> new ShownPicture(
                        image.path(),
                        Map.of(),
                        image.picture().height(),
                        image.picture().width(),
                        image.picture().channels(),
                        image.picture().samples()))
                .toList();
    }
}
