package dev.marquetry.sample;

import java.util.Arrays;

/** All that lies below a line with one height for each column: hills, a horizon, a table. */
final class Ground implements Shape {
    private final float[] heights;
    private final float highest;

    /** Makes the ground from the line's height in each column, in pixels from the top; the array becomes its own. */
    Ground(float[] heights) {
        this.heights = heights;
        float top = heights[0];
        for (float height : heights) {
            top = Math.min(top, height);
        }
        this.highest = top;
    }

    /** Makes ground that is level. */
    static Ground level(int width, float height) {
        float[] heights = new float[width];
        Arrays.fill(heights, height);
        return new Ground(heights);
    }

    /** Returns the line's height in a column. */
    float height(int column) {
        return heights[Math.min(Math.max(column, 0), heights.length - 1)];
    }

    @Override
    public float distance(float x, float y) {
        return height((int) x) - y;
    }

    @Override
    public Bounds bounds() {
        return new Bounds(0f, highest, heights.length, Float.POSITIVE_INFINITY);
    }
}
