package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * A model that every converted batch is run through.
 *
 * @param path a TorchScript file, a DJL model folder or an archive of one, in any of Hadoop's file systems
 * @param column the tensor column that takes what it gives
 * @param engine DJL's name of the engine that it is for
 * @param input the order of the axes that it takes, after that of the batch
 */
public record ModelOptions(String path, String column, String engine, Layout input) implements Serializable {
    /** The column of a single model. */
    public static final String DEFAULT_COLUMN = "embedding";

    /** The engine of TorchScript files. */
    public static final String DEFAULT_ENGINE = "PyTorch";

    /** Checks that there is a path, without credentials as it stands in every file, a column and an engine. */
    public ModelOptions {
        Objects.requireNonNull(input, "input");
        if (path.isBlank() || column.isBlank() || engine.isBlank()) {
            throw new IllegalArgumentException(
                    "a model needs a path, a column and an engine: " + path + ", " + column + ", " + engine);
        }
        if (PathCredentials.areIn(path)) {
            throw new IllegalArgumentException(
                    "a model's path must not have credentials in it: " + PathCredentials.masked(path));
        }
    }
}
