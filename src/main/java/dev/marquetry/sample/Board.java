package dev.marquetry.sample;

/** A rectangle with rounded corners, turned by an angle about its centre, with coordinates of its own. */
final class Board implements Shape {
    private final float centreX;
    private final float centreY;
    private final float halfWidth;
    private final float halfHeight;
    private final float corner;
    private final float angle;
    private final float cosine;
    private final float sine;

    Board(float centreX, float centreY, float halfWidth, float halfHeight, float angle, float corner) {
        this.centreX = centreX;
        this.centreY = centreY;
        this.halfWidth = Math.max(halfWidth, 0.5f);
        this.halfHeight = Math.max(halfHeight, 0.5f);
        this.corner = Math.min(corner, Math.min(this.halfWidth, this.halfHeight));
        this.angle = angle;
        this.cosine = (float) StrictMath.cos(angle);
        this.sine = (float) StrictMath.sin(angle);
    }

    /** Makes an upright rectangle from its edges. */
    static Board upright(float left, float top, float right, float bottom) {
        return new Board((left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2, 0f, 0f);
    }

    @Override
    public float distance(float x, float y) {
        float beyondX = Math.abs(along(x, y)) - halfWidth + corner;
        float beyondY = Math.abs(across(x, y)) - halfHeight + corner;
        float outsideX = Math.max(beyondX, 0f);
        float outsideY = Math.max(beyondY, 0f);
        float outside = (float) Math.sqrt(outsideX * outsideX + outsideY * outsideY);
        return outside + Math.min(Math.max(beyondX, beyondY), 0f) - corner;
    }

    @Override
    public Bounds bounds() {
        float reachX = halfWidth * Math.abs(cosine) + halfHeight * Math.abs(sine);
        float reachY = halfWidth * Math.abs(sine) + halfHeight * Math.abs(cosine);
        return new Bounds(centreX - reachX, centreY - reachY, centreX + reachX, centreY + reachY);
    }

    /** Returns a point's place along the board's width, 0 in the middle. */
    float along(float x, float y) {
        return (x - centreX) * cosine + (y - centreY) * sine;
    }

    /** Returns a point's place along the board's height, 0 in the middle. */
    float across(float x, float y) {
        return (y - centreY) * cosine - (x - centreX) * sine;
    }

    float centreX() {
        return centreX;
    }

    float centreY() {
        return centreY;
    }

    float halfWidth() {
        return halfWidth;
    }

    float halfHeight() {
        return halfHeight;
    }

    /** Returns a board on the same spot, smaller by a margin on each side, or larger by a negative one. */
    Board inset(float margin) {
        return part(0f, 0f, halfWidth - margin, halfHeight - margin);
    }

    /** Returns a board that is turned as this one, about a point told in this one's coordinates. */
    Board part(float along, float across, float partHalfWidth, float partHalfHeight) {
        float x = centreX + along * cosine - across * sine;
        float y = centreY + along * sine + across * cosine;
        return new Board(x, y, partHalfWidth, partHalfHeight, angle, corner);
    }
}
