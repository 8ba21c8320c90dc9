package dev.marquetry.cli;

import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.Recovery;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.publish.OutputSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Mends what runs left in a dataset's folder that did not end. */
@Command(
        name = "repair",
        description = {
            "Finishes the newest commit where steps of it are missing, and removes files that a run left which did not"
                    + " commit. Files that no run wrote stay. Any next run does the same."
        })
final class RepairCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The dataset's folder.")
    private String folder;

    @Option(names = "--dry-run", description = "Says what would be done, and does nothing.")
    private boolean dryRun;

    @Mixin
    private TakeoverOption takeover = new TakeoverOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Configuration configuration =
                    OutputSettings.configuration(folder, SparkHadoopUtil.get().newConfiguration(new SparkConf()));
            DatasetFolder dataset = new DatasetFolder(folder, configuration);
            requireDataset(dataset);
            Recovery recovery = DatasetWriter.recovery(dataset);
            if (!dryRun) {
                takeover.write(policy -> {
                    DatasetWriter.repair(dataset, policy);
                    return null;
                });
            }
            print(recovery);
            return ExitCode.DONE;
        } catch (IOException failure) {
            throw new UserException(
                    UserException.Kind.RUN,
                    "the dataset cannot be repaired: " + folder,
                    failure.toString(),
                    "check the path, its permissions and the address of its file system");
        }
    }

    private void requireDataset(DatasetFolder dataset) throws IOException {
        if (!dataset.exists()) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "there is no folder " + folder,
                    "nothing stands at this path",
                    "name the folder that a run wrote");
        }
        DatasetFolder.State state = dataset.state();
        if (state == DatasetFolder.State.FOREIGN || state == DatasetFolder.State.VERSION_1) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "there is no dataset with commits at " + folder,
                    state == DatasetFolder.State.FOREIGN
                            ? "something else stands there"
                            : "it is one of an older version, which had none",
                    "name the folder that a run wrote");
        }
    }

    private void print(Recovery recovery) {
        PrintWriter out = spec.commandLine().getOut();
        recovery.strangers().forEach(file -> out.println("left, as no run wrote it: " + file));
        recovery.steps().forEach(step -> out.println((dryRun ? "would " : "did ") + step));
        if (recovery.steps().isEmpty()) {
            out.println("nothing to repair: " + folder);
        }
        out.flush();
    }
}
