package dev.marquetry.sample;

/** A colour: red, green and blue, each from 0 to 1. */
record Color(float red, float green, float blue) {
    static final Color BLACK = new Color(0f, 0f, 0f);
    static final Color WHITE = new Color(1f, 1f, 1f);

    /** Makes a colour from its hue (0 red, 1/3 green, 2/3 blue, 1 red again), saturation and brightness. */
    static Color hue(float hue, float saturation, float brightness) {
        return new Color(
                brightness * (1 - saturation * (1 - wedge(hue))),
                brightness * (1 - saturation * (1 - wedge(hue - 1f / 3))),
                brightness * (1 - saturation * (1 - wedge(hue - 2f / 3))));
    }

    Color mix(Color other, float share) {
        return new Color(
                red + (other.red - red) * share,
                green + (other.green - green) * share,
                blue + (other.blue - blue) * share);
    }

    Color darker(float factor) {
        return new Color(red * factor, green * factor, blue * factor);
    }

    private static float wedge(float hue) {
        float turn = hue - (float) Math.floor(hue);
        float away = Math.min(turn, 1f - turn);
        return Math.min(Math.max(2f - 6f * away, 0f), 1f);
    }
}
