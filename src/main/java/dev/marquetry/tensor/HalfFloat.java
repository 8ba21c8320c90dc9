package dev.marquetry.tensor;

/** Rounds to IEEE 754 halves as PyTorch does: to the nearest, of two equally near ones to the even one. */
final class HalfFloat {
    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7C00;
    private static final int NOT_A_NUMBER = 0x7E00;

    /** Half of the step beyond the largest half: from here on floats round to infinity. */
    private static final float LEAST_INFINITE = 65_520f;

    private static final float LEAST_NORMAL = 0x1p-14f;

    private HalfFloat() {}

    /** Returns the bits of the half that is nearest to a value. */
    static short bits(float value) {
        int sign = (Float.floatToRawIntBits(value) >>> 16) & SIGN;
        return (short) (sign | magnitude(Math.abs(value)));
    }

    private static int magnitude(float value) {
        if (Float.isNaN(value)) {
            return NOT_A_NUMBER;
        }
        if (value >= LEAST_INFINITE) {
            return INFINITY;
        }
        if (value < LEAST_NORMAL) {
            // The step between subnormal halves; the product is exact.
            return (int) Math.rint(value * 0x1p24);
        }
        int bits = Float.floatToRawIntBits(value) - ((127 - 15) << 23);
        int odd = (bits >>> 13) & 1;
        // A carry out of the fraction is the next exponent.
        return (bits + 0xFFF + odd) >>> 13;
    }
}
