package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/**
 * Fractal noise over a picture: lattices of random values, each half as coarse as the one before and weaker, added up
 * and stretched to 0 to 1. It is the texture of everything that is drawn.
 */
final class NoiseField implements Tone {
    /** The finest cells, in pixels; what is finer is left to the camera's grain. */
    private static final float FINEST = 1.8f;
    /** Cells from this size on look the same when they are drawn at half the size and enlarged. */
    private static final float SMOOTH = 8f;

    private static final float WEAKEST = 0.02f;

    private final int width;
    private final float[] values;

    private NoiseField(int width, float[] values) {
        this.width = width;
        this.values = values;
    }

    /**
     * Draws the noise.
     *
     * @param width the picture's width
     * @param height the picture's height
     * @param cellWidth the width of the coarsest lattice's cells, in pixels
     * @param cellHeight their height; unlike the width for streaks
     * @param roughness how much of its strength each finer lattice keeps, 0 to 1
     * @param random where the values come from
     */
    static NoiseField draw(
            int width, int height, float cellWidth, float cellHeight, float roughness, RandomGenerator random) {
        float across = Math.max(cellWidth, FINEST);
        float down = Math.max(cellHeight, FINEST);
        float[] values = octaves(width, height, new Cells(across, down, 1f), roughness, random);
        stretch(values);
        return new NoiseField(width, values);
    }

    /** Draws a line of noise, one value for each column. */
    static float[] line(int width, float cell, float roughness, RandomGenerator random) {
        return draw(width, 1, cell, 1f, roughness, random).values;
    }

    @Override
    public float at(int x, int y) {
        return values[y * width + x];
    }

    /** Returns this noise spread about a point of a picture; beyond its edges, they are repeated. */
    Tone about(float centreX, float centreY) {
        int height = values.length / width;
        int left = (int) centreX - width / 2;
        int top = (int) centreY - height / 2;
        return (x, y) -> at(Math.min(Math.max(x - left, 0), width - 1), Math.min(Math.max(y - top, 0), height - 1));
    }

    /** The cells of a lattice, in pixels, and how strong it is. */
    private record Cells(float across, float down, float strength) {
        boolean areSmooth() {
            return Math.min(across, down) >= SMOOTH && strength > WEAKEST;
        }

        boolean areVisible() {
            return Math.max(across, down) >= FINEST && strength > WEAKEST;
        }

        Cells finer(float roughness) {
            return new Cells(across / 2, down / 2, strength * roughness);
        }
    }

    /** Adds up the lattices from some cells on; the smooth ones at half the size, which is a quarter of the work. */
    private static float[] octaves(int width, int height, Cells coarsest, float roughness, RandomGenerator random) {
        float[] values = new float[Math.multiplyExact(width, height)];
        Cells cells = coarsest;
        if (cells.areSmooth()) {
            int halfWidth = width / 2 + 2;
            float[] half = new float[halfWidth * (height / 2 + 2)];
            while (cells.areSmooth()) {
                addLattice(half, halfWidth, new Cells(cells.across / 2, cells.down / 2, cells.strength), random);
                cells = cells.finer(roughness);
            }
            enlarge(half, halfWidth, values, width);
        }
        while (cells.areVisible()) {
            addLattice(values, width, cells, random);
            cells = cells.finer(roughness);
        }
        return values;
    }

    /** Fills an array of pixels from one of half as many to each side. */
    private static void enlarge(float[] half, int halfWidth, float[] values, int width) {
        int height = values.length / width;
        float[] between = new float[halfWidth];
        for (int y = 0; y < height; y++) {
            int upper = (y >> 1) * halfWidth;
            int lower = ((y + 1) >> 1) * halfWidth;
            for (int column = 0; column < halfWidth; column++) {
                between[column] = 0.5f * (half[upper + column] + half[lower + column]);
            }
            int start = y * width;
            for (int x = 0; x < width; x++) {
                values[start + x] = 0.5f * (between[x >> 1] + between[(x + 1) >> 1]);
            }
        }
    }

    private static void addLattice(float[] values, int width, Cells cells, RandomGenerator random) {
        float across = Math.max(cells.across, FINEST);
        float down = Math.max(cells.down, FINEST);
        float strength = cells.strength;
        int height = values.length / width;
        int columns = (int) (width / across) + 2;
        int[] left = new int[width];
        float[] share = new float[width];
        for (int x = 0; x < width; x++) {
            left[x] = (int) (x / across);
            share[x] = smooth(x / across - left[x]);
        }
        float[] upper = row(columns, strength, random);
        float[] lower = row(columns, strength, random);
        float[] between = new float[columns];
        int latticeRow = 0;
        for (int y = 0; y < height; y++) {
            float place = y / down;
            while (latticeRow < (int) place) {
                upper = lower;
                lower = row(columns, strength, random);
                latticeRow++;
            }
            float lowerShare = smooth(place - latticeRow);
            for (int column = 0; column < columns; column++) {
                between[column] = upper[column] + (lower[column] - upper[column]) * lowerShare;
            }
            int start = y * width;
            for (int x = 0; x < width; x++) {
                float before = between[left[x]];
                values[start + x] += before + (between[left[x] + 1] - before) * share[x];
            }
        }
    }

    private static float[] row(int columns, float strength, RandomGenerator random) {
        float[] row = new float[columns];
        for (int column = 0; column < columns; column++) {
            row[column] = strength * random.nextFloat();
        }
        return row;
    }

    private static float smooth(float share) {
        return share * share * (3f - 2f * share);
    }

    private static void stretch(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
        float factor = most > least ? 1f / (most - least) : 0f;
        for (int index = 0; index < values.length; index++) {
            values[index] = (values[index] - least) * factor;
        }
    }
}
