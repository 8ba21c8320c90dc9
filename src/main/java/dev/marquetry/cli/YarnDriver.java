package dev.marquetry.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * A driver that YARN hosts: {@code --deploy-mode cluster}.
 *
 * <p>It tells how it ended by an exception. Spark's application master shows the words of one as the diagnostics of the
 * application; of Spark's own {@code SparkUserAppException} it shows the exit code alone, and of a process that ends by
 * itself it knows neither, and says that a shutdown hook was called.
 */
final class YarnDriver {
    private YarnDriver() {}

    /** Returns whether this process is one: the application master says so before it calls the main class. */
    static boolean isHere() {
        return "yarn".equals(System.getProperty("spark.master"))
                && "cluster".equals(System.getProperty("spark.submit.deployMode"));
    }

    /**
     * Runs a command.
     *
     * @throws Ended if it ends with another exit code than 0
     */
    static void run(String[] arguments) {
        List<String> excesses = new ArrayList<>();
        StringWriter told = new StringWriter();
        CommandLine commandLine = Main.commandLine(new SparkRunner(System.out, excesses::addAll));
        int exitCode = commandLine.setErr(new PrintWriter(told, true)).execute(arguments);
        System.err.print(told);
        if (exitCode != ExitCode.DONE) {
            throw new Ended(exitCode, words(told.toString(), excesses));
        }
    }

    private static String words(String told, List<String> excesses) {
        if (!excesses.isEmpty()) {
            return "a limit was exceeded: " + String.join("; ", excesses);
        }
        return told.isBlank()
                ? "the driver's standard output says why"
                : told.strip().replaceFirst("^marquetry: ", "");
    }

    /** An end with another exit code than 0; its text is for people, and has no stack trace. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Ended(int exitCode, String words) {
            super("marquetry ended with exit code " + exitCode + ": " + words, null, false, false);
        }

        /** The application master prints it as a stack trace, which begins with this. */
        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return getMessage();
        }
    }
}
