package dev.marquetry.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page of a report is made of.
 *
 * @param run the content of report/run.json, as maps, lists and plain values
 * @param before that of the run before, or nothing where there was none
 * @param pictures a sample of the dataset's
 * @param extremes small pictures by what they are the most of: darkest, brightest, flattest, constant
 */
public record ReportInput(
        Map<String, Object> run,
        Optional<Map<String, Object>> before,
        List<ShownPicture> pictures,
        Map<String, List<ShownPicture>> extremes) {
    /** Copies the list. */
    public ReportInput {
        pictures = List.copyOf(pictures);
    }
}
