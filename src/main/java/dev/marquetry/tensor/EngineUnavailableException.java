package dev.marquetry.tensor;

/** The engine, or the device that was asked for, is not available in this JVM. */
public class EngineUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String reason;
    private final String cure;

    EngineUnavailableException(String problem, String reason, String cure, Throwable cause) {
        super(problem + ": " + reason, cause);
        this.problem = problem;
        this.reason = reason;
        this.cure = cure;
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

    /** Returns what a task is to fail with, whose message tells the cure as well. */
    public IllegalStateException asTaskFailure() {
        return new IllegalStateException(getMessage() + "; " + cure, this);
    }
}
