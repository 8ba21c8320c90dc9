package dev.marquetry.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;

/** A failure and its causes, from the outermost to the root. */
final class FailureChain {
    private final List<Throwable> chain;

    private FailureChain(List<Throwable> chain) {
        this.chain = chain;
    }

    static FailureChain of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return new FailureChain(List.copyOf(chain));
    }

    /** Returns the failure that caused all others. */
    Throwable root() {
        return chain.get(chain.size() - 1);
    }

    /** Returns the outermost failure of a type. */
    <T> Optional<T> first(Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /**
     * Returns the outermost failure that says something: Spark and thread pools wrap what a task threw, and repeat its
     * stack trace in their own message.
     */
    Throwable told() {
        return chain.stream()
                .filter(failure -> !(failure instanceof SparkException
                        || failure instanceof ExecutionException
                        || failure instanceof SparkFaults.Unforeseen))
                .findFirst()
                .orElse(root());
    }

    /** Returns a failure in one line: its class and the first line of its message. */
    static String line(Throwable failure) {
        String message =
                failure.getMessage() == null ? "" : failure.getMessage().strip();
        return failure.getClass().getSimpleName()
                + message.lines().findFirst().map(": "::concat).orElse("");
    }
}
