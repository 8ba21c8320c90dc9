package dev.marquetry.sample;

/** The lightness of a surface at each pixel, from 0 to 1. */
@FunctionalInterface
interface Tone {
    float at(int x, int y);

    static Tone flat(float tone) {
        return (x, y) -> tone;
    }
}
