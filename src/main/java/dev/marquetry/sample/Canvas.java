package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/** What a scene is painted on: red, green and blue of each pixel, from 0 to 1. Starts black. */
final class Canvas {
    private final int width;
    private final int height;
    private final float[] samples;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.samples = new float[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The shorter side: what the sizes of things are measured in. */
    float unit() {
        return Math.min(width, height);
    }

    /** Returns red, green and blue, row by row; the canvas's own array. */
    float[] samples() {
        return samples;
    }

    /** Draws noise over the whole canvas; see {@link NoiseField#draw}. */
    NoiseField noise(float cellWidth, float cellHeight, float roughness, RandomGenerator random) {
        return NoiseField.draw(width, height, cellWidth, cellHeight, roughness, random);
    }

    /** Paints a shape over what is there. */
    void paint(Shape shape, Ramp ramp, Tone tone) {
        paint(shape, ramp, tone, 1f);
    }

    /**
     * Paints a shape over what is there.
     *
     * @param shape where
     * @param ramp the colours of its tones
     * @param tone its lightness at each pixel
     * @param opacity how much it covers, from 0 to 1
     */
    void paint(Shape shape, Ramp ramp, Tone tone, float opacity) {
        Bounds bounds = shape.bounds().grown(1f);
        int left = Math.max(0, (int) bounds.left());
        int top = Math.max(0, (int) bounds.top());
        int right = Math.min(width, (int) Math.min(bounds.right(), width) + 1);
        int bottom = Math.min(height, (int) Math.min(bounds.bottom(), height) + 1);
        float[] table = ramp.table();
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                float coverage = 0.5f - shape.distance(x + 0.5f, y + 0.5f);
                if (coverage > 0f) {
                    float share = (coverage < 1f ? coverage : 1f) * opacity;
                    blend(3 * (y * width + x), table, ramp.entry(tone.at(x, y)), share);
                }
            }
        }
    }

    private void blend(int index, float[] table, int entry, float share) {
        samples[index] += (table[entry] - samples[index]) * share;
        samples[index + 1] += (table[entry + 1] - samples[index + 1]) * share;
        samples[index + 2] += (table[entry + 2] - samples[index + 2]) * share;
    }
}
