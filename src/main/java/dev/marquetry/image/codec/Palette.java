package dev.marquetry.image.codec;

/** Up to 256 colours of red, green and blue; black where fewer are stated, as in Pillow. */
final class Palette {
    static final int MOST_COLORS = 256;

    private final byte[] colors = new byte[3 * MOST_COLORS];

    /** Makes a palette of black. */
    Palette() {}

    /** Copies colours that stand one after the other; bytes that make no whole colour are left out. */
    Palette(byte[] data, int offset, int length) {
        int whole = Math.min(length, colors.length);
        System.arraycopy(data, offset, colors, 0, whole - whole % 3);
    }

    void set(int index, int red, int green, int blue) {
        colors[3 * index] = (byte) red;
        colors[3 * index + 1] = (byte) green;
        colors[3 * index + 2] = (byte) blue;
    }

    /** Writes the colour of an index to three samples. */
    void put(int index, byte[] target, int offset) {
        target[offset] = colors[3 * index];
        target[offset + 1] = colors[3 * index + 1];
        target[offset + 2] = colors[3 * index + 2];
    }
}
