package dev.marquetry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a job would do. */
@Command(name = "plan", description = "Shows what a job would do, without converting or writing anything.")
final class PlanCommand implements Callable<Integer> {
    private final Runner runner;

    @Mixin(name = JobArguments.NAME)
    private JobArguments job = new JobArguments();

    PlanCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.plan(job.options(), job.master());
    }
}
