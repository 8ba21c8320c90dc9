package dev.marquetry.cli;

import dev.marquetry.options.OptionTable;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.RunningSpark;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line. */
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit code.
     *
     * <p>A driver that YARN hosts returns where all went well, and throws where it did not: see {@link YarnDriver}.
     *
     * @param arguments the command and its parameters
     */
    public static void main(String[] arguments) {
        requireSpark();
        LauncherWatch.begin();
        if (YarnDriver.isHere()) {
            YarnDriver.run(arguments);
            return;
        }
        int exitCode = commandLine(new SparkRunner(System.out)).execute(arguments);
        if (exitCode != ExitCode.DONE || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
            System.exit(exitCode);
        }
    }

    private static void requireSpark() {
        try {
            RunningSpark.require();
        } catch (UserException fault) {
            System.err.println("marquetry: " + fault.getMessage());
            System.exit(ExitCode.USAGE);
        }
    }

    /** Returns the command line, which runs jobs on the given runner. */
    static CommandLine commandLine(Runner runner) {
        CommandLine commandLine = new CommandLine(new MarquetryCommand())
                .addSubcommand(new RunCommand(runner))
                .addSubcommand(new PlanCommand(runner))
                .addSubcommand(new SampleCommand())
                .addSubcommand(new InspectCommand())
                .addSubcommand(new ShowCommand())
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new CompactCommand())
                .addSubcommand(new RepairCommand())
                .addSubcommand(new CommandLine.HelpCommand())
                .setExpandAtFiles(false)
                .setExecutionStrategy(FaultMessages::execute)
                .setExecutionExceptionHandler(FaultMessages::afterExecution)
                .setParameterExceptionHandler(FaultMessages::afterParsing);
        commandLine
                .getSubcommands()
                .get(RunCommand.NAME)
                .getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_FOOTER,
                        help -> "\nOptions of a job, in its file as a YAML tree or as --set KEY=VALUE:\n"
                                + OptionTable.text());
        return commandLine;
    }
}
