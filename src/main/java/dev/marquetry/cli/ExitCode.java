package dev.marquetry.cli;

/** The exit codes of every command. */
public final class ExitCode {
    /** Published, or nothing to do. */
    public static final int DONE = 0;

    /** The run failed and nothing was published. */
    public static final int FAILED = 1;

    /** The command, the job or its input is wrong. */
    public static final int USAGE = 2;

    /** A limit was exceeded: nothing was published, unless {@code rejects.on-excess} is {@code publish}. */
    public static final int LIMIT_EXCEEDED = 3;

    /** Another run holds the folder. */
    public static final int HELD = 4;

    private ExitCode() {}
}
