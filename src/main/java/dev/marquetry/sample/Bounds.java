package dev.marquetry.sample;

/** The rectangle outside which a shape covers nothing, in pixels. */
record Bounds(float left, float top, float right, float bottom) {
    static final Bounds ENDLESS = new Bounds(
            Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);

    Bounds grown(float margin) {
        return new Bounds(left - margin, top - margin, right + margin, bottom + margin);
    }
}
