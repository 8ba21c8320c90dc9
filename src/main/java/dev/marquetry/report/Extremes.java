package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures of a sample that stand out: darkest, brightest, flattest, and those of one colour. */
final class Extremes {
    private static final int MOST = 4;
    private static final int LARGEST_SIDE = 40;

    private Extremes() {}

    /** Returns a group of values for the template for each kind that has any. */
    static List<Map<String, Object>> of(Section pixels, Map<String, List<ShownPicture>> pictures) {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (String kind : List.of("darkest", "brightest", "flattest")) {
            Map<String, Section> known = new LinkedHashMap<>();
            pixels.sections(kind).forEach(entry -> known.put(entry.text("path").orElse(""), entry));
            group(groups, kind, List.copyOf(known.keySet()), known, pictures.getOrDefault(kind, List.of()));
        }
        Section constant = pixels.section("constant");
        group(groups, "constant", constant.texts("examples"), Map.of(), pictures.getOrDefault("constant", List.of()));
        long count = constant.count("images").orElse(0);
        if (count > 0) {
            groups.get(groups.size() - 1).put("note", "of one colour: " + Figures.count(count) + " in the sample");
        }
        return groups;
    }

    private static void group(
            List<Map<String, Object>> groups,
            String kind,
            List<String> paths,
            Map<String, Section> known,
            List<ShownPicture> pictures) {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (String path : paths.stream().limit(MOST).toList()) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("path", Figures.path(path));
            Optional.ofNullable(known.get(path)).ifPresent(entry -> {
                entry.number("mean").ifPresent(mean -> view.put("mean", Figures.decimal(mean, 3)));
                entry.number("std").ifPresent(std -> view.put("std", Figures.decimal(std, 3)));
            });
            pictures.stream()
                    .filter(picture -> picture.path().equals(path))
                    .findFirst()
                    .ifPresent(picture -> view.put("uri", uri(picture)));
            shown.add(view);
        }
        if (!shown.isEmpty()) {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("name", kind);
            group.put("pictures", shown);
            groups.add(group);
        }
    }

    private static String uri(ShownPicture picture) {
        int factor = (Math.max(picture.width(), picture.height()) - 1) / LARGEST_SIDE + 1;
        return EncodedPicture.png(PictureReduction.by(factor, picture)).uri();
    }
}
