package dev.marquetry.cluster;

import dev.marquetry.LauncherBuild;
import java.nio.file.Path;
import java.time.Duration;

/** A job to be run by {@code scripts/submit}; immutable, each method returns another one. */
record Submission(Command command) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** In place of those of {@code conf/}: without vectors, which are slow before they are compiled for speed. */
    static final String EXECUTOR_OPTIONS = "-Dai.djl.offline=true -Djava.awt.headless=true ";

    /** Returns a job on a cluster, in client mode unless options say otherwise, whose executors live for seconds. */
    static Submission to(SparkCluster cluster, String job) {
        return configured(cluster, job).brief(cluster.home());
    }

    /** Returns a job on a cluster with the executors that {@code conf/} asks for. */
    static Submission configured(SparkCluster cluster, String job) {
        return with(cluster.home(), job)
                .options("--master", cluster.master())
                .environment("SPARK_SUBMIT_OPTS", SparkHome.brief(cluster.home()));
    }

    /** Returns a job on the Spark of a home, in one JVM unless options say otherwise. */
    static Submission with(Path home, String job) {
        return new Submission(Command.script("submit", job)
                .with("SPARK_HOME", home.toString())
                .with("SPARK_SUBMIT_OPTS", LauncherBuild.BRIEF));
    }

    /** Gives executors options of Java for seconds, and spares the driver its pages. */
    Submission brief(Path home) {
        return property("spark.ui.enabled", "false")
                .property("spark.executor.defaultJavaOptions", EXECUTOR_OPTIONS + SparkHome.brief(home));
    }

    /** Sets options of the job, each as {@code key=value}. */
    Submission set(String... settings) {
        Command longer = command;
        for (String setting : settings) {
            longer = longer.and("--set", setting);
        }
        return new Submission(longer);
    }

    /** Gives options of spark-submit. */
    Submission options(String... options) {
        return new Submission(command.and(options));
    }

    /** Sets a property of Spark. */
    Submission property(String key, String value) {
        return options("--conf", key + "=" + value);
    }

    /** Sets a variable of the environment of the script, and so of a driver in client mode. */
    Submission environment(String variable, String value) {
        return new Submission(command.with(variable, value));
    }

    /** Runs to the end, within five minutes. */
    Command.Outcome run() {
        return command.run(LIMIT);
    }

    /** Starts and does not wait. */
    Command.Running start() {
        return command.start();
    }
}
