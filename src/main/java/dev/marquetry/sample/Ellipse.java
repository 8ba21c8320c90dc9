package dev.marquetry.sample;

/** An ellipse, turned by an angle about its centre. */
final class Ellipse implements Shape {
    private final float centreX;
    private final float centreY;
    private final float radiusX;
    private final float radiusY;
    private final float cosine;
    private final float sine;

    Ellipse(float centreX, float centreY, float radiusX, float radiusY, float angle) {
        this.centreX = centreX;
        this.centreY = centreY;
        this.radiusX = Math.max(radiusX, 0.5f);
        this.radiusY = Math.max(radiusY, 0.5f);
        this.cosine = (float) StrictMath.cos(angle);
        this.sine = (float) StrictMath.sin(angle);
    }

    /** An approximation that is exact for a circle and good enough at the edge of any ellipse. */
    @Override
    public float distance(float x, float y) {
        float along = ((x - centreX) * cosine + (y - centreY) * sine) / radiusX;
        float across = ((y - centreY) * cosine - (x - centreX) * sine) / radiusY;
        return ((float) Math.sqrt(along * along + across * across) - 1f) * Math.min(radiusX, radiusY);
    }

    @Override
    public Bounds bounds() {
        float radius = Math.max(radiusX, radiusY);
        return new Bounds(centreX - radius, centreY - radius, centreX + radius, centreY + radius);
    }
}
