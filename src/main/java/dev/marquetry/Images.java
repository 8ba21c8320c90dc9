package dev.marquetry;

import dev.marquetry.options.FrameOptions;
import dev.marquetry.options.JobOptionsReader;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.ImageArrays;
import dev.marquetry.spark.internals.RunningSpark;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Arrays of the images that a DataFrame names.
 *
 * <pre>{@code
 * Dataset<Row> rows = Images.options()
 *         .with("resize.method", "crop").with("resize.height", 224).with("resize.width", 224)
 *         .with("tensor.dtype", "float32").with("tensor.normalize", "imagenet")
 *         .read(frame, "path");
 * rows.filter("error is null").drop("error").write().format("marquetry").save("arrays");
 * }</pre>
 *
 * <p>Options are those of a job file, by the same keys: {@code derive.*}, {@code image.*}, {@code resize.*}, {@code
 * tensor.*}, {@code engine.*}, {@code model.*}, {@code output.image} and {@code input.content-column}. Without any,
 * arrays are fastai's: RGB, H x W x C, uint8, of the size of the image. Immutable.
 */
public final class Images {
    private static final String CONTENT = "input.content-column";

    private final Map<String, Object> keys;

    private Images(Map<String, ?> keys) {
        this.keys = new LinkedHashMap<>(keys);
    }

    /** Begins with the defaults. */
    public static Images options() {
        return options(Map.of());
    }

    /**
     * Begins with options by their keys.
     *
     * @param keys values as a job file has them: texts, numbers, booleans, lists of these, or maps of keys below a key
     */
    public static Images options(Map<String, ?> keys) {
        return new Images(keys);
    }

    /**
     * Returns the same with another value of a key.
     *
     * @param key such as {@code tensor.dtype}
     * @param value as a job file has it; null for the default
     */
    public Images with(String key, Object value) {
        Images changed = new Images(keys);
        changed.keys.put(key, value);
        return changed;
    }

    /**
     * Makes the arrays of a DataFrame's images. They are read when the result is, and again each time.
     *
     * <p>The columns are those of the DataFrame, the path first; then those of {@code derive.*}, made of the path as it
     * stands, for whose {@code label_index} the DataFrame is read at once; {@code image}, as bytes whose metadata
     * declare the tensor, which {@code format("marquetry")} writes as an array; a tensor column per model; {@code
     * height}, {@code width}, {@code channels}, {@code source_height}, {@code source_width}, {@code source_length},
     * {@code source_modified} and {@code source_hash}; and {@code error}, a struct of stage, error and message, null
     * where there is an array. An image that gives no array is a row with an error, never a failure of the job.
     *
     * @param frame a DataFrame with a column of absolute paths or URIs, partitioned as the work is to be spread; with
     *     {@code input.content-column}, one with a column of the images' bytes, whose paths are names only
     * @param pathColumn the column's name; {@code image.path} is one within a struct
     * @throws UserException if an option is at fault, all of which are told at once; there is no such column; a column
     *     has the name of one that is added; a model cannot be used; or no executor has the engine or the device that
     *     was asked for
     */
    public Dataset<Row> read(Dataset<Row> frame, String pathColumn) {
        RunningSpark.require();
        FrameOptions options = JobOptionsReader.frame(keys);
        return ImageArrays.of(options, frame, Optional.of(pathColumn));
    }

    /**
     * Makes the arrays of images whose bytes a DataFrame has, as {@link #read} does; there is no path, and the column
     * {@code path} is null, unless the DataFrame has one.
     *
     * @param frame a DataFrame with a column of the bytes of images' files, as {@code format("binaryFile")} gives them
     * @param contentColumn the column's name; {@code image.bytes} is one within a struct
     * @throws UserException as {@link #read} does
     */
    public Dataset<Row> readContent(Dataset<Row> frame, String contentColumn) {
        RunningSpark.require();
        FrameOptions options = JobOptionsReader.frame(with(CONTENT, contentColumn).keys);
        return ImageArrays.of(options, frame, Optional.empty());
    }
}
