package dev.marquetry.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.UserException;
import java.io.IOException;
import java.util.List;

/** Refuses to write where something is in the way, before anything is started. */
final class OutputCheck {
    private OutputCheck() {}

    /**
     * Checks the output's folder against its mode.
     *
     * @throws UserException if the mode forbids to write there
     */
    static void check(OutputFolder folder, OutputMode mode, String fingerprint) throws IOException {
        OutputFolder.State state = folder.state();
        if (state == OutputFolder.State.ABSENT) {
            return;
        }
        switch (mode) {
            case ERROR ->
                throw refused(
                        "output.path exists: " + folder.root(),
                        state == OutputFolder.State.UNFINISHED
                                ? "a run that did not finish has left files there, and output.mode is error"
                                : "output.mode is error",
                        "choose another output.path, or set output.mode to overwrite or append");
            case OVERWRITE -> {
                if (state == OutputFolder.State.FOREIGN) {
                    throw refused(
                            "output.path is not a dataset of Marquetry: " + folder.root(),
                            "there is something else, which output.mode overwrite would mix with the dataset",
                            "choose another output.path, or empty the folder");
                }
            }
            case APPEND -> {
                if (state != OutputFolder.State.COMPLETE) {
                    throw refused(
                            "output.path is not a complete dataset of Marquetry: " + folder.root(),
                            "it has no _SUCCESS or no report/run.json, so what is in it is not known",
                            "write it anew with output.mode overwrite, or choose another output.path");
                }
                requireSameConversion(folder, fingerprint);
            }
        }
    }

    private static void requireSameConversion(OutputFolder folder, String fingerprint) throws IOException {
        JsonNode existing = new ObjectMapper().readTree(folder.readReport()).path("fingerprint");
        if (!existing.asText().equals(fingerprint)) {
            throw refused(
                    "output.path holds arrays of another conversion: " + folder.root(),
                    "it was written with other image, resize, tensor, model or encoding options; see report/run.json",
                    "use the same options, or choose another output.path");
        }
    }

    /**
     * Checks that a dataset that is appended to holds what the same models gave.
     *
     * @throws UserException if a model's files have changed since
     */
    static void requireSameModels(OutputFolder folder, OutputMode mode, List<ModelColumn> models) throws IOException {
        if (mode != OutputMode.APPEND || models.isEmpty() || folder.state() == OutputFolder.State.ABSENT) {
            return;
        }
        JsonNode report = new ObjectMapper().readTree(folder.readReport());
        for (int index = 0; index < models.size(); index++) {
            ModelColumn model = models.get(index);
            String before = report.at("/models/" + index + "/sha256").asText();
            if (!before.equals(model.sha256())) {
                throw refused(
                        "output.path holds what another model gave: " + folder.root(),
                        "the files of " + model.options().path() + " have changed since",
                        "use the same model, or choose another output.path");
            }
        }
    }

    private static UserException refused(String problem, String cause, String cure) {
        return new UserException(UserException.Kind.USAGE, problem, cause, cure);
    }
}
