package dev.marquetry.spark.publish;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** Refuses to write where something is in the way, before anything is started. */
public final class OutputCheck {
    private OutputCheck() {}

    /**
     * Checks the output's folder against its mode.
     *
     * @throws UserException if the mode forbids to write there
     */
    public static void check(DatasetFolder folder, OutputMode mode) throws IOException {
        DatasetFolder.State state = folder.state();
        switch (mode) {
            case ERROR -> {
                if (state == DatasetFolder.State.FOREIGN) {
                    throw refused(
                            "output.path is not a dataset of Marquetry: " + folder.root(),
                            "there is something else",
                            "choose another output.path, or empty the folder");
                }
                if (state != DatasetFolder.State.NONE) {
                    throw refused(
                            "output.path exists: " + folder.root(),
                            "output.mode is error",
                            "choose another output.path, or set output.mode to overwrite, append or update");
                }
            }
            case OVERWRITE -> {
                if (state == DatasetFolder.State.FOREIGN) {
                    throw refused(
                            "output.path is not a dataset of Marquetry: " + folder.root(),
                            "there is something else, which output.mode overwrite would mix with the dataset",
                            "choose another output.path, or empty the folder");
                }
            }
            case APPEND, UPDATE -> {
                if (state == DatasetFolder.State.FOREIGN) {
                    throw refused(
                            "output.path is not a dataset of Marquetry: " + folder.root(),
                            "there is something else, and no commit says what",
                            "choose another output.path");
                }
                if (state == DatasetFolder.State.VERSION_1) {
                    throw refused(
                            "output.path is a dataset of an older version: " + folder.root(),
                            "it has no commits, which output.mode "
                                    + mode.name().toLowerCase(Locale.ROOT) + " needs",
                            "write it anew with output.mode overwrite, or choose another output.path");
                }
            }
        }
    }

    /**
     * Returns the newest commit of a dataset that must be there.
     *
     * @param shown the folder as a message names it
     * @throws UserException if there is no dataset of this version
     */
    public static CommitRecord requireCommit(DatasetFolder folder, String shown) throws IOException {
        Optional<CommitRecord> newest = folder.newest();
        if (newest.isPresent()) {
            return newest.get();
        }
        String problem = "there is no dataset with commits at " + shown;
        if (!folder.exists()) {
            throw refused(problem, "there is no such folder", "name the folder that a run wrote");
        }
        Optional<Path> whole = folder.whole();
        if (whole.isPresent()) {
            throw refused(problem, "the folder is a part of a dataset", "name the folder above it: " + whole.get());
        }
        throw refused(
                problem,
                "no record stands below its _commits",
                "name the folder that a run wrote; one of an older version has to be written anew");
    }

    private static UserException refused(String problem, String cause, String cure) {
        return new UserException(UserException.Kind.USAGE, problem, cause, cure);
    }
}
