package dev.marquetry.options;

/**
 * A fault that the user can mend: a wrong option, a missing input, an output that is in the way.
 *
 * <p>The message is complete as it is (problem, cause and cure) and is shown without a stack trace. A fault of
 * Marquetry's own is any other exception. Thrown on the driver only; what is wrong with one image is never a
 * {@code UserException}, it ends as a row of {@code rejects/}.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String problem;
    private final String reason;
    private final String cure;

    /** Says which exit code the fault ends in. */
    public enum Kind {
        /** The command or the job file is wrong: nothing was started. */
        USAGE,
        /** The run could not do what it was rightly told: nothing was published. */
        RUN,
        /** Another run holds the output's folder: this one published nothing. */
        HELD
    }

    /**
     * Makes the exception.
     *
     * @param kind what the fault means for the run
     * @param problem what is wrong, naming the option or the path
     * @param reason why it is so, or the rule that was broken
     * @param cure what the user can do about it
     */
    public UserException(Kind kind, String problem, String reason, String cure) {
        this(kind, problem, reason, cure, null);
    }

    /**
     * Makes the exception of a fault that another one told of.
     *
     * @param kind what the fault means for the run
     * @param problem what is wrong, naming the option or the path
     * @param reason why it is so, or the rule that was broken
     * @param cure what the user can do about it
     * @param cause the exception that told of the fault, or null
     */
    public UserException(Kind kind, String problem, String reason, String cure, Throwable cause) {
        super(problem + "\n  cause: " + reason + "\n  cure:  " + cure, cause);
        this.kind = kind;
        this.problem = problem;
        this.reason = reason;
        this.cure = cure;
    }

    /** Returns what the fault means for the run. */
    public Kind kind() {
        return kind;
    }

    /** Returns what is wrong. */
    public String problem() {
        return problem;
    }

    /** Returns why it is so. */
    public String reason() {
        return reason;
    }

    /** Returns what the user can do about it. */
    public String cure() {
        return cure;
    }
}
