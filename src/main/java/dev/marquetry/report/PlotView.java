package dev.marquetry.report;

import java.util.Map;

/** A drawing as templates print it. */
final class PlotView {
    private PlotView() {}

    /** Returns the values of the template. */
    static Map<String, Object> of(Drawing drawing) {
        return Map.of(
                "width", drawing.width(),
                "height", drawing.height(),
                "shapes", Templates.markup(drawing.shapes()));
    }
}
