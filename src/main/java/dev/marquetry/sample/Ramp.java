package dev.marquetry.sample;

/** The colours that the tones 0 to 1 are painted in: stops at equal distances, straight lines between them. */
final class Ramp {
    private static final int STEPS = 256;

    private final float[] table = new float[3 * STEPS];

    private Ramp(Color... stops) {
        for (int step = 0; step < STEPS; step++) {
            float place = (float) step / (STEPS - 1) * (stops.length - 1);
            int before = Math.min((int) place, stops.length - 1);
            int after = Math.min(before + 1, stops.length - 1);
            Color color = stops[before].mix(stops[after], place - before);
            table[3 * step] = color.red();
            table[3 * step + 1] = color.green();
            table[3 * step + 2] = color.blue();
        }
    }

    static Ramp of(Color... stops) {
        return new Ramp(stops);
    }

    /** Returns a surface's colours from deep shadow to full light. */
    static Ramp lit(Color color) {
        return new Ramp(color.darker(0.15f), color.darker(0.6f), color, color.mix(Color.WHITE, 0.35f));
    }

    /** Returns where in {@link #table} the red, green and blue of a tone stand; tones outside 0 to 1 are clipped. */
    int entry(float tone) {
        return 3 * Math.min(Math.max((int) (tone * (STEPS - 1)), 0), STEPS - 1);
    }

    /** The colours themselves, not to be changed. */
    float[] table() {
        return table;
    }
}
