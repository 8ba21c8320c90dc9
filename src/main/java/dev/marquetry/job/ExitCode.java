package dev.marquetry.job;

/** The exit codes of every command. */
final class ExitCode {
    /** Published, or nothing to do. */
    static final int DONE = 0;

    /** The run failed and nothing was published. */
    static final int FAILED = 1;

    /** The command, the job or its input is wrong. */
    static final int USAGE = 2;

    /** A limit was exceeded: nothing was published, unless {@code rejects.on-excess} is {@code publish}. */
    static final int LIMIT_EXCEEDED = 3;

    /** Another run holds the folder. */
    static final int HELD = 4;

    private ExitCode() {}
}
