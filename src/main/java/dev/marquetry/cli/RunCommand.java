package dev.marquetry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a job. */
@Command(name = RunCommand.NAME, description = "Converts the images of a job and publishes the dataset.")
final class RunCommand implements Callable<Integer> {
    static final String NAME = "run";

    private final Runner runner;

    @Mixin
    private JobArguments job = new JobArguments();

    RunCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(job.options(), job.master());
    }
}
