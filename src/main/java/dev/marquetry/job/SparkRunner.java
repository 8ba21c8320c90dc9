package dev.marquetry.job;

import dev.marquetry.spark.ConversionResult;
import dev.marquetry.spark.DatasetConversion;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Runs jobs on Spark. */
final class SparkRunner implements Runner {
    private final PrintStream output;

    /**
     * Makes a runner.
     *
     * @param output takes the plan and the summary
     */
    SparkRunner(PrintStream output) {
        this.output = output;
    }

    @Override
    public int run(JobOptions options, Optional<String> master) {
        try (SparkSession spark = Sessions.open(master);
                DatasetConversion conversion = DatasetConversion.open(spark, options.conversion())) {
            conversion.warnings().forEach(warning -> output.println("warning: " + warning));
            ConversionResult result = convert(options, conversion);
            output.print(RunSummary.of(result, options.output().path()));
            if (result.rejectedRatio() > options.rejectsMaxRatio()) {
                output.printf(
                        Locale.ROOT,
                        "More was rejected than rejects.max-ratio allows: %.4f of all rows, the limit is %s%n",
                        result.rejectedRatio(),
                        options.rejectsMaxRatio());
                return ExitCode.TOO_MANY_REJECTS;
            }
            return ExitCode.DONE;
        } catch (Exception failure) {
            throw SparkFaults.explained(failure);
        }
    }

    private static ConversionResult convert(JobOptions options, DatasetConversion conversion) throws IOException {
        RunReportJson report = new RunReportJson(options.fingerprint(), options.written(), new Versions().all());
        try (ProgressDisplay progress = ProgressDisplay.start(conversion.inputRows())) {
            return conversion.run(report, progress);
        }
    }

    @Override
    public int plan(JobOptions options, Optional<String> master) {
        try (SparkSession spark = Sessions.open(master);
                DatasetConversion conversion = DatasetConversion.open(spark, options.conversion())) {
            output.print(PlanText.of(options, conversion));
            return ExitCode.DONE;
        } catch (Exception failure) {
            throw SparkFaults.explained(failure);
        }
    }
}
