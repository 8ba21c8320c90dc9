package dev.marquetry.cli;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.UserException;
import dev.marquetry.parquet.DatasetReport;
import dev.marquetry.parquet.RejectCounts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Override
    public Integer call() {
        Configuration configuration = new Configuration();
        try {
            DatasetFolder dataset = new DatasetFolder(folder, configuration);
            Optional<CommitRecord> newest = dataset.newest();
            DatasetReport report = report(dataset, newest, configuration);
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    encodings
                            ? report.render()
                            : InspectText.of(report, newest, RejectCounts.of(rejects(dataset, newest), configuration)));
            out.flush();
            return ExitCode.DONE;
        } catch (FileNotFoundException missing) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "there is no dataset at " + folder,
                    missing.getMessage(),
                    "name the folder that a run wrote, or one with Parquet files in it");
        } catch (IOException | UncheckedIOException | IllegalArgumentException failure) {
            throw SparkFaults.damaged(failure)
                    .orElseGet(() -> new UserException(
                            UserException.Kind.RUN,
                            "the dataset cannot be read: " + folder,
                            failure.toString(),
                            "check the path, its permissions and the address of its file system"));
        }
    }

    private DatasetReport report(DatasetFolder dataset, Optional<CommitRecord> newest, Configuration configuration)
            throws IOException {
        Path given = new Path(folder);
        Path data = new Path(given, "data");
        if (newest.isPresent()) {
            CommitRecord commit = newest.get();
            return DatasetReport.of(data, committed(dataset, dataset.data(), commit, commit.data()), configuration);
        }
        boolean parent = given.getFileSystem(configuration).exists(data);
        return DatasetReport.of(parent ? data : given, configuration);
    }

    private static List<Path> rejects(DatasetFolder dataset, Optional<CommitRecord> newest) throws IOException {
        Path where = dataset.rejects();
        Map<String, Long> files = newest.isPresent()
                ? committed(dataset, where, newest.get(), newest.get().rejects())
                : dataset.files(where);
        return files.keySet().stream().map(name -> new Path(where + "/" + name)).toList();
    }

    /** Returns the sizes of the files that a commit lists; what else stands there is no part of the dataset. */
    private static Map<String, Long> committed(
            DatasetFolder dataset, Path where, CommitRecord commit, CommitRecord.Files listed) throws IOException {
        Map<String, Long> files = dataset.files(where);
        for (String name : listed.names()) {
            if (!files.containsKey(name)) {
                throw new UserException(
                        UserException.Kind.RUN,
                        "a file of the dataset is missing: " + where + "/" + name,
                        "commit " + commit.commit() + " lists it",
                        "run marquetry verify, which names every file that is missing or damaged");
            }
        }
        files.keySet().retainAll(Set.copyOf(listed.names()));
        return files;
    }
}
