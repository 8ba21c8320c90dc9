package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The contact sheet, in strips where a column has few values. */
final class SheetView {
    private static final int MOST_VALUES = 12;
    private static final int MOST_COLUMNS = 8;
    private static final int LONGEST_VALUE = 160;

    private SheetView() {}

    /**
     * Returns the values of the template.
     *
     * @param run the report's JSON
     * @param pictures what is shown, each once
     * @param encoded the same pictures as the page holds them, or nothing while they are to come
     */
    static Map<String, Object> of(Section run, List<ShownPicture> pictures, Optional<EncodedPictures> encoded) {
        Map<String, List<Map<String, Object>>> strips = new LinkedHashMap<>();
        Optional<String> column = stripColumn(pictures);
        for (int index = 0; index < pictures.size(); index++) {
            ShownPicture picture = pictures.get(index);
            int position = index;
            String uri = encoded.map(known -> known.uris().get(position)).orElse("");
            strips.computeIfAbsent(column.map(name -> value(picture, name)).orElse(""), key -> new ArrayList<>())
                    .add(shown(picture, uri));
        }
        List<Map<String, Object>> views = new ArrayList<>();
        strips.keySet().stream()
                .sorted()
                .forEach(value -> views.add(Map.of("value", value, "pictures", strips.get(value))));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("count", Figures.count(pictures.size(), "picture"));
        view.put("strips", views);
        column.ifPresent(name -> view.put("column", Figures.text(name, LONGEST_VALUE)));
        view.put("none", none(run));
        Reductions reductions = Reductions.of(pictures);
        view.put("reduced", reductions.note());
        view.put("onSheet", reductions.onSheet());
        view.put("fidelity", encoded.map(EncodedPictures::fidelity).orElse(""));
        return view;
    }

    private static String none(Section run) {
        if (run.section("rows").count("converted").orElse(-1) == 0) {
            return "There is no picture to show: this run converted none.";
        }
        return Outcome.published(run)
                ? "No picture was drawn from the stored arrays."
                : "No picture was drawn, as nothing was published.";
    }

    /** Returns a picture's values for the template, with the URI that it is shown from. */
    private static Map<String, Object> shown(ShownPicture picture, String uri) {
        List<Map<String, Object>> columns = new ArrayList<>();
        picture.columns().keySet().stream()
                .limit(MOST_COLUMNS)
                .forEach(name ->
                        columns.add(Map.of("name", Figures.text(name, LONGEST_VALUE), "value", value(picture, name))));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("path", Figures.path(picture.path()));
        view.put("size", size(picture));
        view.put("width", picture.width());
        view.put("height", picture.height());
        view.put("columns", columns);
        view.put("more", Math.max(0, picture.columns().size() - MOST_COLUMNS));
        view.put("uri", uri);
        return view;
    }

    private static String size(ShownPicture picture) {
        String size = picture.width() + " \u00d7 " + picture.height();
        return picture.divided() == 1 ? size : size + ", sides divided by " + picture.divided();
    }

    /** The column of labels comes first, as that is what people look for. */
    private static Optional<String> stripColumn(List<ShownPicture> pictures) {
        if (pictures.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = pictures.get(0).columns().keySet().stream()
                .filter(name -> hasFewValues(pictures, name))
                .toList();
        return names.stream()
                .filter("label"::equalsIgnoreCase)
                .findFirst()
                .or(() -> names.stream().findFirst());
    }

    private static boolean hasFewValues(List<ShownPicture> pictures, String name) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        pictures.forEach(picture -> counts.merge(value(picture, name), 1, Integer::sum));
        return counts.size() >= 2
                && counts.size() <= MOST_VALUES
                && counts.values().stream().allMatch(count -> count >= 2);
    }

    private static String value(ShownPicture picture, String name) {
        String value = Objects.requireNonNullElse(picture.columns().get(name), "(none)");
        return value.isEmpty() ? "(empty)" : Figures.text(value, LONGEST_VALUE);
    }
}
