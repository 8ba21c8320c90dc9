package dev.marquetry.spark.internals;

import dev.marquetry.options.UserException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks whether Spark and Scala are those that this build is for, before anything is called that they may lack.
 *
 * <p>A build for Spark 4.0 runs on later releases of Spark 4 too; one for Spark 3.5 with Scala 2.12 on that alone. What
 * is called here has the same form in all of them.
 */
public final class RunningSpark {
    private static final Pattern LINE = Pattern.compile("(\\d+)\\.(\\d+).*");

    private RunningSpark() {}

    /** Looked at once: neither changes while a process lives. */
    private static final class Once {
        static final Pair BUILT = new Pair(BuildVersions.of("spark"), BuildVersions.of("scala"));
        static final Optional<UserException> FAULT = fault(BUILT, running());
    }

    /**
     * A Spark with its Scala.
     *
     * @param spark a version such as 3.5.5
     * @param scala a version of two numbers or more, such as 2.12 or 2.12.18
     */
    record Pair(String spark, String scala) {
        String line() {
            return numbers(spark).group(1) + "." + numbers(spark).group(2);
        }

        String scalaLine() {
            return numbers(scala).group(1) + "." + numbers(scala).group(2);
        }

        boolean runsOn(Pair other) {
            Matcher own = numbers(spark);
            Matcher others = numbers(other.spark);
            return scalaLine().equals(other.scalaLine())
                    && own.group(1).equals(others.group(1))
                    && Integer.parseInt(own.group(2)) <= Integer.parseInt(others.group(2));
        }

        private static Matcher numbers(String version) {
            Matcher numbers = LINE.matcher(version);
            if (!numbers.matches()) {
                throw new IllegalArgumentException("not a version: " + version);
            }
            return numbers;
        }

        @Override
        public String toString() {
            return "Spark " + line() + " with Scala " + scalaLine();
        }
    }

    /**
     * Requires that Spark and Scala are those that this build is for.
     *
     * @throws UserException if they are others, or if there is no Spark
     */
    public static void require() {
        if (Once.FAULT.isPresent()) {
            throw Once.FAULT.get();
        }
    }

    /** Returns nothing if there is no Spark. */
    private static Optional<Pair> running() {
        try {
            return Optional.of(new Pair(
                    org.apache.spark.package$.MODULE$.SPARK_VERSION(), scala.util.Properties.versionNumberString()));
        } catch (NoClassDefFoundError missing) {
            return Optional.empty();
        }
    }

    static Optional<UserException> fault(Pair built, Optional<Pair> running) {
        if (running.isEmpty()) {
            return Optional.of(new UserException(
                    UserException.Kind.USAGE,
                    "there is no Spark on the class path",
                    "Marquetry runs on " + built + ", which brings itself",
                    "run the jar with spark-submit, or Marquetry with scripts/marquetry"));
        }
        if (built.runsOn(running.get())) {
            return Optional.empty();
        }
        return Optional.of(new UserException(
                UserException.Kind.USAGE,
                "this Marquetry does not run on " + running.get(),
                "it is built for " + built,
                "take the jar whose name ends with the Spark and the Scala that there are, as in spark-3.5_2.12.jar and"
                        + " spark-4.0_2.13.jar, the latter for any Spark 4"));
    }
}
