package dev.marquetry.spark.model;

import dev.marquetry.options.ModelOptions;
import dev.marquetry.options.RejectException;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.TensorEngine;
import dev.marquetry.tensor.TensorModel;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The models of this JVM: each fetched once and loaded once per device, for all tasks, and closed when the JVM ends.
 *
 * <p>Thread-safe. Who comes while a model is being fetched or loaded waits for it.
 */
final class LoadedModels {
    /** After Spark's own hook, which stops the tasks, and before Hadoop's, which closes the file systems. */
    private static final int SHUTDOWN_PRIORITY = 20;

    private static final Map<String, ModelFiles> FETCHED = new HashMap<>();
    private static final Map<Key, TensorModel> LOADED = new HashMap<>();

    private record Key(String sha256, String engine, String device) {}

    static {
        ShutdownHookManager.get().addShutdownHook(LoadedModels::closeAll, SHUTDOWN_PRIORITY);
    }

    private LoadedModels() {}

    /**
     * Fetches a model as it is now, whatever was fetched before.
     *
     * @return the SHA-256 of its files
     * @throws IOException if there is no such model or it cannot be read
     */
    static synchronized String fetch(String path, Configuration configuration) throws IOException {
        ModelFiles files = ModelFiles.fetch(path, configuration);
        if (FETCHED.putIfAbsent(files.sha256(), files) != null) {
            files.delete();
        }
        return files.sha256();
    }

    /**
     * Returns a model on a device.
     *
     * @param options the model
     * @param sha256 of its files
     * @param engine the device
     * @param configuration Hadoop's, for the model's file system
     * @throws IOException if it cannot be read, or its files are others by now
     * @throws RejectException if the engine does not read it
     * @throws EngineUnavailableException if the engine's own libraries cannot be loaded here
     */
    static synchronized TensorModel load(
            ModelOptions options, String sha256, TensorEngine engine, Configuration configuration)
            throws IOException, RejectException, EngineUnavailableException {
        Key key = new Key(sha256, options.engine(), engine.deviceName());
        TensorModel loaded = LOADED.get(key);
        if (loaded != null) {
            return loaded;
        }
        if (!FETCHED.containsKey(sha256)
                && !fetch(options.path(), configuration).equals(sha256)) {
            throw new IOException("the model was changed while the job ran: " + options.path());
        }
        TensorModel model = TensorModel.load(FETCHED.get(sha256).path(), options.engine(), engine);
        LOADED.put(key, model);
        return model;
    }

    private static synchronized void closeAll() {
        LOADED.values().forEach(TensorModel::close);
        LOADED.clear();
    }
}
