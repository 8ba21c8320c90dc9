package dev.marquetry.spark.internals;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Names Spark's jobs and their stages, as its web interface shows them; otherwise it shows the lines of code that
 * started them.
 */
public final class JobName {
    private static final String DESCRIPTION = "spark.job.description";
    private static final String CALL_SITE = "callSite.short";

    private JobName() {}

    /** Starts jobs. */
    @FunctionalInterface
    public interface Step<T, E extends Exception> {
        /** Starts them, and returns what they gave. */
        T run() throws E;
    }

    /** Starts jobs that give nothing. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        /** Starts them. */
        void run() throws E;
    }

    /** Runs work as {@link #during(SparkSession, String, Step)} runs a step. */
    public static <E extends Exception> void name(SparkSession spark, String name, Work<E> work) throws E {
        Step<Boolean, E> step = () -> {
            work.run();
            return true;
        };
        during(spark, name, step);
    }

    /**
     * Runs a step on the current thread.
     *
     * @param name of the jobs that it starts
     * @return what the step returns
     */
    public static <T, E extends Exception> T during(SparkSession spark, String name, Step<T, E> step) throws E {
        return during(spark.sparkContext(), name, step);
    }

    /** As {@link #during(SparkSession, String, Step)}. */
    public static <T, E extends Exception> T during(SparkContext context, String name, Step<T, E> step) throws E {
        String description = context.getLocalProperty(DESCRIPTION);
        String callSite = context.getLocalProperty(CALL_SITE);
        context.setLocalProperty(DESCRIPTION, name);
        context.setLocalProperty(CALL_SITE, name);
        try {
            return step.run();
        } finally {
            context.setLocalProperty(DESCRIPTION, description);
            context.setLocalProperty(CALL_SITE, callSite);
        }
    }
}
