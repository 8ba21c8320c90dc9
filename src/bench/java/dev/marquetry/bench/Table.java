package dev.marquetry.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of a run as text: speeds, stages, and how the job compares. */
final class Table {
    private static final List<String> STAGES = List.of("fetch", "decode", "resize", "convert", "write");
    private static final List<String> DTYPES = List.of("uint8", "float32");

    /** Of what two cores decode and resize in a bare loop; zstd takes the rest. */
    private static final Map<String, Double> WANTED = Map.of("uint8", 0.72, "float32", 0.66);

    private final Map<Row, Figures> figures;
    private final StringBuilder text = new StringBuilder();

    Table(Map<Row, Figures> figures) {
        this.figures = figures;
    }

    /** Returns the table. */
    String text() {
        text.setLength(0);
        speeds();
        stages();
        comparisons();
        return text.toString();
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private double speed(Row row) {
        return figures.get(row).imagesPerSecond();
    }

    private void speeds() {
        line("%n%-50s %5s %9s %9s %9s %9s", "", "cores", "images/s", "per core", "of (b)", "CPU ms");
        double resize = speed(Row.RESIZE);
        for (Row row : figures.keySet()) {
            double perCore = speed(row) / row.cores();
            line(
                    "%-50s %5d %9.0f %9.0f %9.2f %9.3f",
                    row.label(),
                    row.cores(),
                    speed(row),
                    perCore,
                    perCore / resize,
                    figures.get(row).milliseconds("cpu"));
        }
    }

    private void stages() {
        line(
                "%n%-50s %5s %9s %9s %9s %9s %9s",
                "(c) milliseconds of a core per image", "cores", "fetch", "decode", "resize", "convert", "write");
        figures.forEach((row, rounds) -> {
            if (row.label().startsWith("(d)")) {
                text.append(String.format(Locale.ROOT, "%-50s %5d", row.label(), row.cores()));
                STAGES.forEach(stage -> text.append(String.format(Locale.ROOT, " %9.3f", rounds.milliseconds(stage))));
                text.append('\n');
            }
        });
    }

    private void comparisons() {
        line("%nCPU ms: of all threads, per image; it tells more than the speed where other work disturbs the machine");
        line("%n%-62s %7s %9s", "the job against the rest", "ratio", "wanted");
        double decode = speed(Row.DECODE);
        double resize = speed(Row.RESIZE);
        for (String dtype : DTYPES) {
            Row one = Row.job(1, dtype, "crop");
            Row two = Row.job(2, dtype, "crop");
            compare("1 core, " + dtype + ", crop: to (b)", speed(one) / resize, 0.85);
            compare("2 cores, " + dtype + ", crop: to 2 x (b)", speed(two) / 2 / resize, WANTED.get(dtype));
            Row pillow = dtype.equals("uint8") ? Row.PILLOW_UINT8 : Row.PILLOW_FLOAT32;
            if (figures.containsKey(pillow)) {
                compare("2 cores, " + dtype + ", crop: to (f)", speed(two) / speed(pillow), 2.4);
            }
        }
        compare(
                "2 cores, uint8, crop, uncompressed: to 2 x (b)",
                speed(Row.uncompressed(2, "crop")) / 2 / resize,
                0.85);
        compare("2 cores, float32, crop: to (e)", speed(Row.job(2, "float32", "crop")) / speed(Row.NAIVE), 6);
        compare("2 cores, uint8, no resize: to 2 x (a)", speed(Row.job(2, "uint8", "none")) / 2 / decode, 0.42);
        if (figures.containsKey(Row.PILLOW_RESIZE)) {
            compare("(b) to Pillow's decode + resize", resize / speed(Row.PILLOW_RESIZE), 1.0);
        }
        Row without = Row.job(1, "float32", "crop");
        line(
                "%nA model that gives the means of the channels adds, on 1 core, %.2f ms per image, %.2f ms of CPU",
                1e3 / speed(Row.WITH_MODEL) - 1e3 / speed(without),
                figures.get(Row.WITH_MODEL).milliseconds("cpu")
                        - figures.get(without).milliseconds("cpu"));
    }

    private void compare(String what, double ratio, double wanted) {
        line("%-62s %7.2f %9.2f", what, ratio, wanted);
    }
}
