package dev.marquetry.tensor;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.FilenameUtils;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.ParameterStore;
import ai.djl.util.TarUtils;
import ai.djl.util.ZipUtils;
import dev.marquetry.options.Layout;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model on one device, loaded by DJL, in evaluation mode and without gradients.
 *
 * <p>Thread-safe: tasks of one device share it, and closing it waits for those that run.
 */
public final class TensorModel implements AutoCloseable {
    private final ZooModel<NDList, NDList> model;
    private final ParameterStore parameters;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean started;
    private boolean closed;

    private TensorModel(ZooModel<NDList, NDList> model) {
        this.model = model;
        this.parameters = new ParameterStore(model.getNDManager(), false);
    }

    /**
     * Loads a model.
     *
     * @param path a local TorchScript file, DJL model folder, or archive of one, which is unpacked beside itself
     * @param engineName DJL's name of the engine that the model is for
     * @param engine the device
     * @throws RejectException if there is no such engine here or it does not read the model
     * @throws EngineUnavailableException if the engine's own libraries cannot be loaded here, whatever the model
     */
    public static TensorModel load(Path path, String engineName, TensorEngine engine)
            throws RejectException, EngineUnavailableException {
        if (!Engine.hasEngine(engineName)) {
            throw new RejectException(
                    RejectCode.UNREADABLE,
                    "DJL has no engine " + engineName + " here, only " + new TreeSet<>(Engine.getAllEngines()));
        }
        try {
            Path model = unpacked(path).toAbsolutePath();
            boolean folder = Files.isDirectory(model);
            if (!folder && engineName.equals(TensorEngine.NAME)) {
                requireTorchScript(model);
            }
            return new TensorModel(Criteria.builder()
                    .setTypes(NDList.class, NDList.class)
                    .optModelPath(folder ? model : model.getParent())
                    .optModelName(folder ? null : model.getFileName().toString())
                    .optEngine(engineName)
                    .optDevice(engine.device())
                    // A file that was saved on a GPU is also read where there is none.
                    .optOption("mapLocation", "true")
                    .build()
                    .loadModel());
        } catch (LinkageError failure) {
            throw EngineUnavailableException.ofLibrary(engineName, failure);
        } catch (IOException | ModelNotFoundException | MalformedModelException | RuntimeException failure) {
            throw new RejectException(RejectCode.UNREADABLE, EngineWords.of(failure), failure);
        }
    }

    private static void requireTorchScript(Path model) throws RejectException {
        Optional<String> refusal = ModelFormat.refusal(model);
        if (refusal.isPresent()) {
            throw new RejectException(RejectCode.UNREADABLE, refusal.get());
        }
    }

    private static Path unpacked(Path path) throws IOException {
        String type = FilenameUtils.getFileType(path.getFileName().toString());
        if (Files.isDirectory(path) || !FilenameUtils.isArchiveFile(path.toString())) {
            return path;
        }
        Path folder = Files.createDirectories(path.resolveSibling("unpacked"));
        try (InputStream archive = new BufferedInputStream(Files.newInputStream(path))) {
            if (type.equals("zip")) {
                ZipUtils.unzip(archive, folder);
            } else {
                TarUtils.untar(archive, folder, type.equals("tgz"));
            }
        }
        return folder;
    }

    /**
     * Runs a batch through the model.
     *
     * @param batch the images
     * @param layout the order of the axes that the model takes
     * @throws RejectException if the engine fails, or what the model gives is not one array of numbers per image
     */
    public ModelOutput run(ModelBatch batch, Layout layout) throws RejectException {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the model is closed");
            }
            return output(batch, layout);
        } finally {
            lock.readLock().unlock();
        }
    }

    private ModelOutput output(ModelBatch batch, Layout layout) throws RejectException {
        try (NDManager scope = model.getNDManager().newSubManager();
                NDArray values = batch.values(layout);
                NDList arrays = forward(new NDList(scope.from(values)))) {
            return ModelOutput.of(arrays, batch.size());
        } catch (RuntimeException failure) {
            throw new RejectException(RejectCode.ENGINE, EngineWords.of(failure), failure);
        }
    }

    /** DJL sets a model to evaluation in its first call, which must not happen under another one. */
    private NDList forward(NDList values) {
        if (!started) {
            synchronized (this) {
                NDList arrays = model.getBlock().forward(parameters, values, false);
                started = true;
                return arrays;
            }
        }
        return model.getBlock().forward(parameters, values, false);
    }

    /** Frees the model once nothing runs on it. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            model.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
