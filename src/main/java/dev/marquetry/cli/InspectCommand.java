package dev.marquetry.cli;

import dev.marquetry.options.UserException;
import dev.marquetry.parquet.DatasetReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what a dataset's files hold, from their footers. */
@Command(
        name = "inspect",
        description = "Shows schema, shapes, row groups, encodings and sizes of a dataset, from its footers alone.")
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A dataset's folder, a folder of Parquet files, or one file.")
    private String folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration configuration = new Configuration();
        try {
            Path given = new Path(folder);
            Path data = new Path(given, "data");
            boolean dataset = given.getFileSystem(configuration).exists(data);
            PrintWriter out = spec.commandLine().getOut();
            out.print(DatasetReport.of(dataset ? data : given, configuration).render());
            out.flush();
            return ExitCode.DONE;
        } catch (FileNotFoundException missing) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "there is no dataset at " + folder,
                    missing.getMessage(),
                    "name the folder that a run wrote, or one with Parquet files in it");
        } catch (IOException | IllegalArgumentException failure) {
            throw new UserException(
                    UserException.Kind.RUN,
                    "the dataset cannot be read: " + folder,
                    failure.toString(),
                    "check the path, its permissions and the address of its file system");
        }
    }
}
