package dev.marquetry.cli;

import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.SparkLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;
import scala.Tuple2;

/** What can be known of Spark's settings before it starts, which it would answer with an exit or with silence. */
final class SparkStart {
    private static final String TASK_RESOURCE = "spark.task.resource.";

    private SparkStart() {}

    /**
     * Checks settings.
     *
     * @throws UserException if Spark could not begin with them
     */
    static void check(SparkConf settings) {
        refuseResourcesWithoutExecutors(settings);
        requireLocalFolder(settings);
    }

    /** One process has no executors that could be given GPUs: Spark would wait for one without a word. */
    private static void refuseResourcesWithoutExecutors(SparkConf settings) {
        if (!Utils.isLocalMaster(settings)) {
            return;
        }
        for (Tuple2<String, String> setting : settings.getAllWithPrefix(TASK_RESOURCE)) {
            if (setting._1().endsWith(".amount") && !isZero(setting._2())) {
                throw new UserException(
                        UserException.Kind.USAGE,
                        "The run cannot begin",
                        TASK_RESOURCE + setting._1() + " is " + setting._2() + ", and with the master "
                                + settings.get("spark.master") + " there are no executors to give it to a task",
                        "leave out conf/gpu.conf's amounts: with engine.device auto or gpu one process takes the GPU"
                                + " that it sees; or run on a cluster");
            }
        }
    }

    private static boolean isZero(String amount) {
        try {
            return Double.parseDouble(amount) == 0;
        } catch (NumberFormatException sparksToRefuse) {
            return true;
        }
    }

    /** Spark ends the process where none of its local folders can be written. */
    private static void requireLocalFolder(SparkConf settings) {
        List<String> refused = new ArrayList<>();
        for (String folder : SparkLine.localFolders(settings)) {
            try {
                Path path = Files.createDirectories(Path.of(folder));
                Files.delete(Files.createTempFile(path, ".marquetry", null));
                return;
            } catch (IOException | InvalidPathException failure) {
                refused.add(folder + " (" + FailureChain.line(failure) + ")");
            }
        }
        throw new UserException(
                UserException.Kind.RUN,
                "Spark's local folder cannot be written",
                String.join(", ", refused),
                "set SPARK_LOCAL_DIRS or spark.local.dir to a folder that this process can write, with room in it");
    }
}
