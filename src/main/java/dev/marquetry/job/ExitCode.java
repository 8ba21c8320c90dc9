package dev.marquetry.job;

/** The exit codes of every command. */
final class ExitCode {
    /** All converted, or rejects within the limit. */
    static final int DONE = 0;

    /** The run failed and nothing was published. */
    static final int FAILED = 1;

    /** The command or the job file is wrong. */
    static final int USAGE = 2;

    /** Published, but with more rejects than {@code rejects.max-ratio} allows. */
    static final int TOO_MANY_REJECTS = 3;

    private ExitCode() {}
}
