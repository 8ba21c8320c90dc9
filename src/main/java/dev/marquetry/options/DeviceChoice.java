package dev.marquetry.options;

/** Which device the engine is asked for. */
public enum DeviceChoice {
    /** A GPU where the executor has one, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** A GPU; where there is none the run is refused. */
    GPU
}
