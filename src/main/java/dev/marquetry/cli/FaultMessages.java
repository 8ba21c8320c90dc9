package dev.marquetry.cli;

import dev.marquetry.options.OptionTable;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.task.ImageFailure;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what went wrong, on standard error, and with which exit code a command ends. */
final class FaultMessages {
    private FaultMessages() {}

    /** Runs the command; picocli lets the errors of a JVM pass, unless they come as one of its own exceptions. */
    static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (Error error) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), error.toString(), error);
        }
    }

    /** A user's mistake is shown as it is; anything else is Marquetry's and comes with its stack trace. */
    static int afterExecution(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        Throwable failure = exception instanceof ExecutionException ? exception.getCause() : exception;
        Optional<UserException> users = SparkFaults.usersFault(failure, SparkFaults.READING_FAILED);
        if (users.isPresent()) {
            err.println("marquetry: " + users.get().getMessage());
            err.flush();
            return switch (users.get().kind()) {
                case USAGE -> ExitCode.USAGE;
                case RUN -> ExitCode.FAILED;
                case HELD -> ExitCode.HELD;
            };
        }
        FailureChain chain = FailureChain.of(failure);
        chain.told().printStackTrace(err);
        err.println(
                "marquetry: this is a fault of Marquetry's own, not of the job: " + FailureChain.line(chain.root()));
        chain.first(ImageFailure.class).ifPresent(at -> err.println("  image: " + at.path()));
        err.println("  cure:  please report it with the lines above and the output of marquetry --version");
        err.flush();
        return ExitCode.FAILED;
    }

    static int afterParsing(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        // What follows an equals sign may be a secret that was meant for Spark.
        err.println("marquetry: " + exception.getMessage().replaceAll("=[^'\"]+(?=['\"])", "=***"));
        UnmatchedArgumentException.printSuggestions(exception, err);
        if (exception instanceof UnmatchedArgumentException unmatched) {
            unmatched.getUnmatched().stream()
                    .map(argument -> argument.replaceFirst("^--", "").replaceFirst("=.*", ""))
                    .filter(OptionTable::has)
                    .forEach(key -> err.println("an option of a job is set by --set " + key + "=VALUE"));
        }
        err.println("Try " + command.getCommandSpec().qualifiedName() + " --help.");
        err.flush();
        return ExitCode.USAGE;
    }
}
