package dev.marquetry.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.util.OptionalInt;

/**
 * DJL's PyTorch engine of this JVM and the device that a task uses on it.
 *
 * <p>The engine is started on first use, once per JVM, with one thread per operation: Spark runs one task per core.
 * Nothing is downloaded; the natives come with the class path or from {@code PYTORCH_LIBRARY_PATH}.
 */
public final class TensorEngine {
    private static final String NAME = "PyTorch";

    private final Device device;

    private TensorEngine(Device device) {
        this.device = device;
    }

    /**
     * Starts the engine where it does not run yet and picks a device.
     *
     * @param choice what the user asked for
     * @param assigned the GPU that the cluster assigned to this task, if any
     * @throws EngineUnavailableException if the engine cannot start here, or a GPU was asked for and there is none
     */
    public static TensorEngine open(DeviceChoice choice, OptionalInt assigned) throws EngineUnavailableException {
        Engine engine = start();
        return switch (choice) {
            case CPU -> new TensorEngine(Device.cpu());
            case AUTO -> new TensorEngine(engine.getGpuCount() > 0 ? Device.gpu(assigned.orElse(0)) : Device.cpu());
            case GPU -> {
                if (engine.getGpuCount() == 0) {
                    throw new EngineUnavailableException(
                            "engine.device is gpu, and PyTorch sees no GPU here",
                            "the machine has none, its driver is missing, or PyTorch's natives are those for CPUs",
                            "run on a GPU with PyTorch's CUDA natives, or set engine.device to auto or cpu",
                            null);
                }
                yield new TensorEngine(Device.gpu(assigned.orElse(0)));
            }
        };
    }

    private static synchronized Engine start() throws EngineUnavailableException {
        setUnlessGiven("ai.djl.offline", "true");
        setUnlessGiven("ai.djl.pytorch.num_threads", "1");
        setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
        // It changes a model's operations after its first calls: rows must not depend on which call they were in.
        setUnlessGiven("ai.djl.pytorch.graph_optimizer", "false");
        try {
            return Engine.getEngine(NAME);
        } catch (EngineException | UnsatisfiedLinkError failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new EngineUnavailableException(
                    "DJL's PyTorch engine does not start here",
                    root.toString(),
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
