package dev.marquetry.cli;

import dev.marquetry.options.JobOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.DatasetConversion;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.publish.OutputOutlook;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;

/** Runs jobs on Spark. */
final class SparkRunner implements Runner {
    private final PrintStream output;
    private final Consumer<List<String>> excesses;

    /**
     * Makes a runner.
     *
     * @param output takes the plan and the summary
     */
    SparkRunner(PrintStream output) {
        this(output, excesses -> {});
    }

    /**
     * Makes a runner.
     *
     * @param output takes the plan and the summary
     * @param excesses hears by what a run that ends with {@link ExitCode#LIMIT_EXCEEDED} exceeded its limits
     */
    SparkRunner(PrintStream output, Consumer<List<String>> excesses) {
        this.output = output;
        this.excesses = excesses;
    }

    @Override
    public int run(JobOptions options, Optional<String> master) {
        try (SignalledExit exit = SignalledExit.begin(line -> System.err.println(line))) {
            return Sessions.use(master, options.runWait(), spark -> run(options, spark, exit));
        }
    }

    private int run(JobOptions options, SparkSession spark, SignalledExit exit) throws IOException {
        try (DatasetConversion conversion = DatasetConversion.open(spark, options.conversion())) {
            exit.whenCommitted(
                    () -> conversion.committed().map(result -> result.outcome().exitCode()));
            exit.whenStopped(conversion::published);
            conversion.warnings().forEach(warning -> output.println("warning: " + warning));
            ConversionResult result = convert(conversion);
            output.print(RunSummary.of(result, options.output().path()));
            excesses.accept(result.outcome().excesses());
            return result.outcome().exitCode();
        }
    }

    private static ConversionResult convert(DatasetConversion conversion) throws IOException {
        try (ProgressDisplay progress = ProgressDisplay.start(conversion.inputRows())) {
            return conversion.run(progress);
        } catch (Throwable failure) {
            // Where the process is ended, it says so at its very end.
            if (!ShutdownHookManager.get().isShutdownInProgress()) {
                conversion
                        .published()
                        .filter(stand -> stand.batches() > 0)
                        .ifPresent(stand -> System.err.println("marquetry: " + UpdateText.of(stand)));
            }
            throw failure;
        }
    }

    @Override
    public int plan(JobOptions options, Optional<String> master) {
        return Sessions.read(master, options.runWait(), spark -> plan(options, spark));
    }

    private int plan(JobOptions options, SparkSession spark) throws IOException {
        try (DatasetConversion conversion = DatasetConversion.open(spark, options.conversion())) {
            OutputOutlook outlook = conversion.outlook();
            output.print(PlanText.of(options, conversion, outlook));
            output.flush();
            List<UserException> refusals = outlook.refusals();
            if (!refusals.isEmpty()) {
                throw refusals.get(0);
            }
            return outlook.excesses().isEmpty() ? ExitCode.DONE : ExitCode.LIMIT_EXCEEDED;
        }
    }
}
