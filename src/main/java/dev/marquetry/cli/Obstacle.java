package dev.marquetry.cli;

import java.util.Objects;

/**
 * Why a run does not begin.
 *
 * @param cause what it waits for
 * @param cure what the user can do about it
 * @param hope whether waiting may help
 */
record Obstacle(String cause, String cure, Hope hope) {
    /** Whether what is missing may come by itself. */
    enum Hope {
        /** It may. */
        WAIT,
        /** It will not: the run is refused at once. */
        NONE
    }

    Obstacle {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(cure, "cure");
        Objects.requireNonNull(hope, "hope");
    }
}
