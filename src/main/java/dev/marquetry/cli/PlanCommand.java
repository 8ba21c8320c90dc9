package dev.marquetry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a job would do. */
@Command(
        name = "plan",
        description = "Shows what a job would do, and writes nothing: its options with their defaults, the rows of the"
                + " input and what is passed over, five images tried, the output's columns and size, and what becomes"
                + " of a dataset that is there. Where the job would be refused, it ends with the exit code of the run.",
        footer = "%nThe job file and its options are those of run: marquetry run --help lists them.")
final class PlanCommand implements Callable<Integer> {
    private final Runner runner;

    @Mixin
    private JobArguments job = new JobArguments();

    PlanCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.plan(job.options(), job.master());
    }
}
