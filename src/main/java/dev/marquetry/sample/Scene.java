package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/** A kind of picture. Every drawing of it is another one, and is the same for the same random numbers. */
interface Scene {
    void draw(Canvas canvas, RandomGenerator random);

    /** Returns a number between two, drawn at random. */
    static float between(float least, float most, RandomGenerator random) {
        return least + (most - least) * random.nextFloat();
    }
}
