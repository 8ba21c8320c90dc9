package dev.marquetry.report;

import java.awt.Color;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the shapes of charts; what is written at their axes is the page's. */
final class Plots {
    private static final Color NOTHING = new Color(255, 255, 255, 0);
    private static final int CELL = 10;
    private static final int AREA_HEIGHT = 120;

    /** The faintest cell of a density can still be seen. */
    private static final double FAINTEST = 0.15;

    private Plots() {}

    /** A cell of a density, counted from the left and from below. */
    record Cell(int column, int row, long count) {}

    /** Returns the area below the counts, two units of width for each; what is above the top is cut off. */
    static Optional<Drawing> area(long[] counts, double top) {
        return Drawing.of(() -> {
            XYChart chart = new XYChartBuilder()
                    .width(2 * counts.length)
                    .height(AREA_HEIGHT)
                    .build();
            bare(chart.getStyler());
            chart.getStyler()
                    .setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area)
                    .setXAxisMin(0.0)
                    .setXAxisMax((double) counts.length - 1)
                    .setYAxisMin(0.0)
                    .setYAxisMax(top);
            double[] places = IntStream.range(0, counts.length).asDoubleStream().toArray();
            double[] heights = IntStream.range(0, counts.length)
                    .mapToDouble(index -> Math.min(top, (double) counts[index]))
                    .toArray();
            XYSeries series = chart.addSeries("counts", places, heights);
            series.setMarker(SeriesMarkers.NONE);
            series.setLineStyle(SeriesLines.NONE);
            series.setFillColor(Color.BLACK);
            return chart;
        });
    }

    /** Returns squares that are the darker, the more there are, by the logarithm. */
    static Optional<Drawing> density(int columns, int rows, Collection<Cell> cells) {
        double most = cells.stream().mapToDouble(Cell::count).max().orElse(1);
        return Drawing.of(() -> {
            HeatMapChart chart = new HeatMapChartBuilder()
                    .width(CELL * columns)
                    .height(CELL * rows)
                    .build();
            bare(chart.getStyler());
            chart.getStyler()
                    .setRangeColors(new Color[] {Color.WHITE, Color.BLACK})
                    .setMin(0)
                    .setMax(1);
            List<Number[]> values = cells.stream()
                    .map(cell -> new Number[] {cell.column(), cell.row(), darkness(cell.count(), most)})
                    .toList();
            chart.addSeries(
                    "counts",
                    IntStream.range(0, columns).boxed().toList(),
                    IntStream.range(0, rows).boxed().toList(),
                    values);
            return chart;
        });
    }

    private static double darkness(long count, double most) {
        return FAINTEST + (1 - FAINTEST) * Math.log1p((double) count) / Math.log1p(most);
    }

    /** The plot fills the chart to its edges. */
    private static void bare(AxesChartStyler styler) {
        styler.setLegendVisible(false)
                .setChartTitleVisible(false)
                .setChartPadding(0)
                .setPlotContentSize(1)
                .setPlotBorderVisible(false)
                .setChartBackgroundColor(NOTHING)
                .setPlotBackgroundColor(NOTHING);
        styler.setAxisTicksVisible(false)
                .setAxisTitlesVisible(false)
                .setPlotMargin(0)
                .setPlotGridLinesVisible(false);
    }
}
