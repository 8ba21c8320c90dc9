package dev.marquetry.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import dev.marquetry.options.DeviceChoice;
import java.util.Optional;

/**
 * DJL's PyTorch engine of this JVM and the device that a task uses on it.
 *
 * <p>The engine is started on first use, once per JVM, with one thread per operation: Spark runs one task per core.
 * Nothing is downloaded; the natives come with the class path or from {@code PYTORCH_LIBRARY_PATH}.
 */
public final class TensorEngine {
    static final String NAME = "PyTorch";

    private static boolean started;

    private final Device device;

    private TensorEngine(Device device) {
        this.device = device;
    }

    /**
     * Starts the engine where it does not run yet and picks a device.
     *
     * @param choice what the user asked for
     * @param assigned the address of the GPU that the cluster assigned to this task, if any
     * @throws EngineUnavailableException if the engine cannot start here, or a GPU was asked for and there is none,
     *     or none of the assigned address
     */
    public static TensorEngine open(DeviceChoice choice, Optional<String> assigned) throws EngineUnavailableException {
        Engine engine = start();
        return switch (choice) {
            case CPU -> new TensorEngine(Device.cpu());
            case AUTO -> new TensorEngine(engine.getGpuCount() > 0 ? gpu(engine, assigned) : Device.cpu());
            case GPU -> {
                if (engine.getGpuCount() == 0) {
                    throw new EngineUnavailableException(
                            "engine.device is gpu, and PyTorch sees no GPU here",
                            "the machine has none, its driver is missing, or PyTorch's natives are those for CPUs",
                            "run on a GPU with PyTorch's CUDA natives, or set engine.device to auto or cpu",
                            null);
                }
                yield new TensorEngine(gpu(engine, assigned));
            }
        };
    }

    private static Device gpu(Engine engine, Optional<String> assigned) throws EngineUnavailableException {
        if (assigned.isEmpty()) {
            return Device.gpu(0);
        }
        String visible = System.getenv(GpuAddress.VISIBLE);
        return Device.gpu(GpuAddress.index(assigned.get(), engine.getGpuCount(), Optional.ofNullable(visible)));
    }

    private static synchronized Engine start() throws EngineUnavailableException {
        setUnlessGiven("ai.djl.offline", "true");
        setUnlessGiven("ai.djl.pytorch.num_threads", "1");
        setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
        // It changes a model's operations after its first calls: rows must not depend on which call they were in.
        setUnlessGiven("ai.djl.pytorch.graph_optimizer", "false");
        if (!started) {
            LibtorchCheck.run();
        }
        try {
            Engine engine = Engine.getEngine(NAME);
            started = true;
            return engine;
        } catch (EngineException | LinkageError failure) {
            throw new EngineUnavailableException(
                    "DJL's PyTorch engine does not start here",
                    EngineWords.root(failure).toString(),
                    "put pytorch-engine, pytorch-jni and PyTorch's natives on the executors' class path",
                    failure);
        }
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    Device device() {
        return device;
    }

    /** Returns the device as a user reads it: {@code cpu} or {@code gpu0}. */
    public String deviceName() {
        return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
    }

    /** Returns the version of PyTorch that runs. */
    public static String version() {
        return Engine.getEngine(NAME).getVersion();
    }
}
