package dev.marquetry.options;

/** What is done about a folder that another run holds. */
public enum Takeover {
    /** The run is refused, unless the other one is gone. */
    OF_THE_DEAD,
    /** It is taken over: somebody has made sure that the other run is gone. */
    ALWAYS
}
