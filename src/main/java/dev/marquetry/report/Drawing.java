package dev.marquetry.report;

import java.awt.AWTError;
import java.awt.Dimension;
import java.awt.HeadlessException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.internal.chartpart.Chart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;

/**
 * A chart as the shapes of an SVG: no text, and no colour but that which the page gives them.
 *
 * @param width of the shapes' coordinates
 * @param height of the shapes' coordinates
 * @param shapes elements of SVG
 */
record Drawing(int width, int height, String shapes) {
    private static final Logger LOG = LoggerFactory.getLogger(Drawing.class);
    private static final String SVG = "http://www.w3.org/2000/svg";

    /**
     * Returns the chart, or nothing where this Java cannot draw: it has no desktop module, no fonts, or lacks a native
     * library. That is logged, and no report fails of it.
     */
    static Optional<Drawing> of(Supplier<Chart<?, ?>> charts) {
        try {
            return Optional.of(drawn(charts.get()));
        } catch (AWTError | HeadlessException | LinkageError | InternalError failure) {
            LOG.warn("the report has no charts, as this Java cannot draw: {}", failure.toString());
            return Optional.empty();
        }
    }

    private static Drawing drawn(Chart<?, ?> chart) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setPrecision(1);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(chart.getWidth(), chart.getHeight()));
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        return new Drawing(chart.getWidth(), chart.getHeight(), Shapes.of(graphics.getRoot()));
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("every Java makes documents", impossible);
        }
    }
}
