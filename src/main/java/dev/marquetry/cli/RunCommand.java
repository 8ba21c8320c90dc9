package dev.marquetry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a job. */
@Command(name = "run", description = "Converts the images of a job and publishes the dataset.")
final class RunCommand implements Callable<Integer> {
    private final Runner runner;

    @Mixin(name = JobArguments.NAME)
    private JobArguments job = new JobArguments();

    RunCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(job.options(), job.master());
    }
}
