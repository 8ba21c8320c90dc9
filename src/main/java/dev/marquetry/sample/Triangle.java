package dev.marquetry.sample;

/** An upright triangle that stands on its base: a fir, a gable. */
record Triangle(float centreX, float top, float bottom, float halfBase) implements Shape {
    @Override
    public float distance(float x, float y) {
        float height = bottom - top;
        float length = (float) Math.sqrt(height * height + halfBase * halfBase);
        float side = (Math.abs(x - centreX) * height - (y - top) * halfBase) / Math.max(length, 1e-3f);
        return Math.max(side, y - bottom);
    }

    @Override
    public Bounds bounds() {
        return new Bounds(centreX - halfBase, top, centreX + halfBase, bottom);
    }
}
