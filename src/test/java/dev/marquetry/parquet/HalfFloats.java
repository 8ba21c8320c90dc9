package dev.marquetry.parquet;

/** IEEE 754 half floats, for what Java 17 has no function. */
final class HalfFloats {
    private HalfFloats() {}

    static float toFloat(short bits) {
        int exponent = (bits >> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        float sign = bits < 0 ? -1f : 1f;
        if (exponent == 0) {
            return sign * Math.scalb((float) fraction, -24);
        }
        return sign * Math.scalb((float) (fraction | 0x400), exponent - 25);
    }
}
