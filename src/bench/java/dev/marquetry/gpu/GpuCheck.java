package dev.marquetry.gpu;

import dev.marquetry.bench.Manifests;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.RejectException;
import dev.marquetry.sample.BenchSamples;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.TensorEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells whether a device gives the CPU's bits, and how fast jobs are with it. */
@Command(
        name = "gpu-check",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Compares a GPU with the CPU, to the bit: every way to resize and every conversion. Then measures"
                + " jobs with the resize and with models on it.",
        footer = "%nExit codes: 0, or 1 if a bit differs, or 2 if there is no such device.")
public final class GpuCheck implements Callable<Integer> {
    private static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final int DRAWN = 200;
    private static final int WARM_UP_SHARE = 8;

    @Option(
            names = "--device",
            paramLabel = "gpu|cpu",
            defaultValue = "gpu",
            description = "The device (default: ${DEFAULT-VALUE}); cpu shows that the check itself works.")
    private DeviceChoice device;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,4,16",
            description = "How many tasks share the device (default: ${DEFAULT-VALUE}).")
    private List<Integer> tasks;

    @Option(
            names = "--batches",
            paramLabel = "N",
            split = ",",
            defaultValue = "8,32,128",
            description = "Values of engine.batch-size (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "4000",
            description = "Images of one job (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--models", paramLabel = "DIR", description = "TorchScript files (*.pt) that take N x 3 x 224 x 224.")
    private Path models;

    @Option(names = "--bits-only", description = "Compares, and measures nothing.")
    private boolean bitsOnly;

    /** Takes the options that {@code --help} shows. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new GpuCheck());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof EngineUnavailableException unavailable) {
                return refuse(unavailable.problem(), unavailable.reason(), unavailable.cure());
            }
            throw failure;
        });
        System.exit(commandLine.execute(arguments));
    }

    private static int refuse(String problem, String reason, String cure) {
        System.err.println("gpu-check: " + problem);
        System.err.println("  " + reason);
        System.err.println("  " + cure);
        return 2;
    }

    @Override
    public Integer call() throws EngineUnavailableException, RejectException, IOException {
        String card = "";
        if (device == DeviceChoice.GPU) {
            try {
                card = DeviceMeter.query("name,driver_version,memory.total");
            } catch (IOException none) {
                return refuse(
                        "there is no GPU here that NVIDIA's driver knows",
                        "nvidia-smi says: " + none.getMessage(),
                        "run it on a machine with a GPU and its driver; --device cpu shows that the check works");
            }
        }
        chooseNatives();
        TensorEngine cpu = TensorEngine.open(DeviceChoice.CPU, Optional.empty());
        TensorEngine other;
        try {
            other = TensorEngine.open(device, Optional.empty());
        } catch (EngineUnavailableException unseen) {
            // The CPU was opened above, so a GPU was asked for.
            return refuse(
                    "PyTorch " + TensorEngine.version() + " sees no GPU, and the driver has one: " + card,
                    "PyTorch's natives are those for CPUs, or for a CUDA that this driver is too old for",
                    "let PYTORCH_LIBRARY_PATH name the natives for the CUDA that nvidia-smi shows, or older");
        }
        System.out.println("PyTorch " + TensorEngine.version() + " on " + other.deviceName()
                + (card.isEmpty() ? "" : ": " + card + " MiB") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores");
        Differences differences = new BitComparison(cpu, other).run();
        differences.sentences().forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "%,d comparisons with the CPU: %s%n",
                differences.comparisons(),
                differences.sentences().isEmpty()
                        ? "all bits are equal"
                        : differences.sentences().size() + " differ");
        if (!bitsOnly) {
            measure();
        }
        return differences.sentences().isEmpty() ? 0 : 1;
    }

    /** DJL has to be told which of its native parts fits an installed PyTorch. */
    private void chooseNatives() {
        String installed = System.getenv("PYTORCH_LIBRARY_PATH");
        if (installed != null && System.getenv(FLAVOR) == null) {
            boolean cuda = device == DeviceChoice.GPU
                    && Files.exists(Path.of(installed).resolve(System.mapLibraryName("torch_cuda")));
            System.setProperty(FLAVOR, cuda ? "cu128" : "cpu");
        }
    }

    private void measure() throws IOException {
        Path work = Files.createTempDirectory("marquetry-gpu-check-");
        try {
            Path folder = work.resolve("images");
            BenchSamples.write(folder, DRAWN);
            List<Path> images;
            try (Stream<Path> files = Files.list(folder)) {
                images = files.sorted().toList();
            }
            Manifests.write(work.resolve(Speeds.IMAGES), images, rows);
            Manifests.write(work.resolve(Speeds.WARM_UP), images, Math.max(1, rows / WARM_UP_SHARE));
            new Speeds(work, device.name().toLowerCase(Locale.ROOT), modelFiles(), batches).print(tasks);
        } finally {
            FileUtils.deleteDirectory(work.toFile());
        }
    }

    private List<Path> modelFiles() throws IOException {
        if (models == null) {
            System.out.println("without --models: no models are measured");
            return List.of();
        }
        try (Stream<Path> files = Files.list(models)) {
            return files.filter(file -> file.toString().endsWith(".pt")).sorted().toList();
        }
    }
}
