package dev.marquetry.image.codec;

import java.util.List;

/**
 * Which bits of a BMP pixel are which colour.
 *
 * @param red the bits of red
 * @param green the bits of green
 * @param blue the bits of blue
 * @param alpha the bits of alpha, 0 where there are none
 */
record BmpMasks(long red, long green, long blue, long alpha) {
    private static final List<BmpMasks> OF_32_BITS = List.of(
            new BmpMasks(0xFF0000, 0xFF00, 0xFF, 0),
            new BmpMasks(0xFF000000L, 0xFF0000, 0xFF00, 0),
            new BmpMasks(0xFF000000L, 0xFF00, 0xFF, 0),
            new BmpMasks(0xFF000000L, 0xFF0000, 0xFF00, 0xFF),
            new BmpMasks(0xFF, 0xFF00, 0xFF0000, 0xFF000000L),
            new BmpMasks(0xFF0000, 0xFF00, 0xFF, 0xFF000000L),
            new BmpMasks(0xFF000000L, 0xFF00, 0xFF, 0xFF0000));

    /** Tells whether Pillow knows these masks in pixels of so many bits. */
    boolean areKnown(int bits) {
        return switch (bits) {
            case 16 -> haveSixGreenBits() || colorsAre(0x7C00, 0x3E0, 0x1F);
            case 24 -> colorsAre(0xFF0000, 0xFF00, 0xFF);
            case 32 -> areZero() || OF_32_BITS.contains(this);
            default -> false;
        };
    }

    /** Tells whether no bits are told apart, which stands for the usual order. */
    boolean areZero() {
        return (red | green | blue | alpha) == 0;
    }

    /** Tells whether these are 5, 6 and 5 bits. */
    boolean haveSixGreenBits() {
        return colorsAre(0xF800, 0x7E0, 0x1F);
    }

    private boolean colorsAre(long expectedRed, long expectedGreen, long expectedBlue) {
        return red == expectedRed && green == expectedGreen && blue == expectedBlue;
    }
}
