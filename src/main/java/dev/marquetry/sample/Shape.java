package dev.marquetry.sample;

/** A region of the plane, told by the signed distance to its edge in pixels, which gives smooth edges for nothing. */
interface Shape {
    /** Everything there is. */
    Shape EVERYWHERE = new Shape() {
        @Override
        public float distance(float x, float y) {
            return Float.NEGATIVE_INFINITY;
        }

        @Override
        public Bounds bounds() {
            return Bounds.ENDLESS;
        }
    };

    /** Returns how far a point is outside the edge; negative inside. */
    float distance(float x, float y);

    Bounds bounds();

    /** Returns this shape with an edge that fades over so many pixels, as a shadow's or an unsharp one's. */
    default Shape blurred(float width) {
        Shape sharp = this;
        float fade = Math.max(width, 1f);
        return new Shape() {
            @Override
            public float distance(float x, float y) {
                return sharp.distance(x, y) / fade;
            }

            @Override
            public Bounds bounds() {
                return sharp.bounds().grown(fade);
            }
        };
    }
}
