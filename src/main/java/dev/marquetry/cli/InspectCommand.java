package dev.marquetry.cli;

import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.UserException;
import dev.marquetry.parquet.DatasetReport;
import dev.marquetry.parquet.RejectCounts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what a dataset's files hold, from their footers. */
@Command(name = "inspect", description = "Shows rows, columns, shapes, partitions, sizes and rejects of a dataset.")
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A dataset's folder, a folder of Parquet files, or one file.")
    private String folder;

    @Option(
            names = "--encodings",
            description = "Shows row groups, encodings and codecs of the columns, and what the footers say.")
    private boolean encodings;

    @Spec
    private CommandSpec spec;

    private String text(DatasetReport report, Configuration configuration) throws IOException {
        DatasetFolder dataset = new DatasetFolder(folder, configuration);
        List<Path> rejects = new ArrayList<>();
        for (String name : dataset.files(dataset.rejects()).keySet()) {
            rejects.add(new Path(dataset.rejects(), name));
        }
        return InspectText.of(report, dataset.newest(), RejectCounts.of(rejects, configuration));
    }

    @Override
    public Integer call() {
        Configuration configuration = new Configuration();
        try {
            Path given = new Path(folder);
            Path data = new Path(given, "data");
            boolean dataset = given.getFileSystem(configuration).exists(data);
            PrintWriter out = spec.commandLine().getOut();
            DatasetReport report = DatasetReport.of(dataset ? data : given, configuration);
            out.print(encodings ? report.render() : text(report, configuration));
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
