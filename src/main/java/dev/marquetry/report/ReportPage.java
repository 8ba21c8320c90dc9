package dev.marquetry.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The page that a person opens after a run: the verdict, the pictures, then the numbers.
 *
 * <p>One HTML file that asks for nothing else and runs no script. What the report's JSON lacks is left out or said in a
 * sentence; a text from outside is shown as text, whatever stands in it. Safe for use by several threads.
 */
public final class ReportPage {
    /** No page has as many bytes. */
    static final long MOST_BYTES = 2_000_000;

    /** What all pictures together may have, before Base64 makes three bytes of them four. */
    private static final long MOST_PICTURE_BYTES = 1_200_000;

    private static final int RESERVE = 20_000;

    private ReportPage() {}

    /** Returns the text of {@code report/index.html}. */
    public static String html(ReportInput input) {
        Map<String, Object> page = views(input);
        String text = Templates.fill("page.ftlh", page);
        long left = MOST_BYTES - RESERVE - text.getBytes(StandardCharsets.UTF_8).length;
        EncodedPictures.within(Math.min(MOST_PICTURE_BYTES, left / 4 * 3), input.pictures())
                .ifPresent(encoded -> page.put("sheet", sheet(input, Optional.of(encoded))));
        return Templates.fill("page.ftlh", page);
    }

    private static Map<String, Object> sheet(ReportInput input, Optional<EncodedPictures> encoded) {
        return SheetView.of(new Section(input.run()), input.pictures(), encoded);
    }

    private static Map<String, Object> views(ReportInput input) {
        Section run = new Section(input.run());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("verdict", VerdictView.of(run, input.before().map(Section::new)));
        page.put("sheet", sheet(input, Optional.empty()));
        RejectsView.of(run).ifPresent(rejects -> page.put("rejects", rejects));
        SourcesView.of(run).ifPresent(sources -> page.put("sources", sources));
        SilentlyView.of(run).ifPresent(silently -> page.put("silently", silently));
        PixelsView.of(run, input.extremes()).ifPresent(pixels -> page.put("pixels", pixels));
        DuplicatesView.of(run).ifPresent(duplicates -> page.put("duplicates", duplicates));
        TimeView.of(run).ifPresent(time -> page.put("time", time));
        page.put("details", DetailsView.of(run));
        return page;
    }
}
