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

    /**
     * Returns that an engine's own classes or natives do not load in this process, by what Java says of them.
     *
     * <p>DJL looks for programs in the folders of PATH, and its classes do not initialise where a container has none.
     */
    static EngineUnavailableException ofLibrary(String engine, LinkageError failure) {
        Throwable root = EngineWords.root(failure);
        boolean hasPath = System.getenv("PATH") != null;
        return new EngineUnavailableException(
                engine + "'s library could not be loaded",
                root + (hasPath ? "" : "; the environment of this process has no PATH, which DJL goes through"),
                hasPath
                        ? "see that DJL's jars and natives are whole, fit each other and fit the executor's machine"
                        : "set spark.executorEnv.PATH, such as to /usr/local/bin:/usr/bin:/bin, as conf/yarn.conf does",
                failure);
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
