package dev.marquetry.gpu;

import dev.marquetry.Job;
import dev.marquetry.JobResult;
import dev.marquetry.bench.ProcessorTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/** Measures whole jobs with the resize and with models on a device, and prints a line for each. */
final class Speeds {
    /** From where on something is taken for what bounds a job. */
    private static final double BUSY = 0.85;

    /** The manifest of the jobs that are measured. */
    static final String IMAGES = "images.csv";

    /** The manifest of the job that warms one up. */
    static final String WARM_UP = "few.csv";

    private final Path work;
    private final String device;
    private final List<Path> models;
    private final List<Integer> batches;

    /**
     * @param work has the manifests, and takes the outputs
     * @param device as {@code engine.device} has it
     * @param models TorchScript files
     * @param batches values of {@code engine.batch-size}
     */
    Speeds(Path work, String device, List<Path> models, List<Integer> batches) {
        this.work = work;
        this.device = device;
        this.models = List.copyOf(models);
        this.batches = List.copyOf(batches);
    }

    /** Prints the table. */
    void print(List<Integer> tasks) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%n%-34s %5s %5s %9s %9s %6s %8s  %s%n",
                "job, 224 crop, float32",
                "tasks",
                "batch",
                "images/s",
                "CPU ms",
                "GPU",
                "MiB",
                "bound by");
        for (int count : tasks) {
            SparkSession spark = SparkSession.builder()
                    .master("local[" + count + "]")
                    .config("spark.ui.enabled", false)
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.local.dir", work.resolve("spark").toString())
                    .getOrCreate();
            try {
                row(spark, count, "resize in the decoder", 0, Map.of("engine.resize", "decoder"));
                for (int batch : batches) {
                    row(spark, count, "resize on the device", batch, Map.of("engine.resize", "device"));
                }
                for (Path model : models) {
                    for (int batch : batches) {
                        Map<String, Object> keys = Map.of("engine.resize", "decoder", "model.path", model.toString());
                        row(spark, count, String.valueOf(model.getFileName()), batch, keys);
                    }
                }
            } finally {
                spark.stop();
            }
        }
    }

    private void row(SparkSession spark, int tasks, String label, int batch, Map<String, Object> keys)
            throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(keys);
        all.put("engine.device", device);
        if (batch > 0) {
            all.put("engine.batch-size", batch);
        }
        run(spark, WARM_UP, all);
        long cpu = ProcessorTime.nanos();
        long start = System.nanoTime();
        try (DeviceMeter meter = DeviceMeter.start()) {
            long images = run(spark, IMAGES, all).convertedRows();
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (ProcessorTime.nanos() - cpu) / 1e9;
            int cores = Math.min(tasks, Runtime.getRuntime().availableProcessors());
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %5d %5s %9.0f %9.2f %s  %s%n",
                    label,
                    tasks,
                    batch == 0 ? "-" : Integer.toString(batch),
                    images / seconds,
                    1e3 * cpuSeconds / images,
                    meter.text(),
                    bound(meter.busyPercent().orElse(0.0) / 100, cpuSeconds / seconds / cores));
        }
    }

    private static String bound(double gpu, double cores) {
        List<String> bounds = new ArrayList<>();
        if (gpu >= BUSY) {
            bounds.add("the GPU");
        }
        if (cores >= BUSY) {
            bounds.add("the cores of the tasks");
        }
        return bounds.isEmpty() ? "waiting for each other" : String.join(" and ", bounds);
    }

    private JobResult run(SparkSession spark, String manifest, Map<String, Object> keys) throws IOException {
        Path output = work.resolve("output");
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "input.path", work.resolve(manifest).toString(),
                "input.format", "csv",
                "resize.method", "crop",
                "resize.height", 224,
                "resize.width", 224,
                "tensor.dtype", "float32",
                "tensor.normalize", "imagenet",
                "report.sample", 0,
                "output.path", output.toString()));
        all.putAll(keys);
        FileUtils.deleteDirectory(output.toFile());
        JobResult result = Job.of(all).run(spark);
        if (result.convertedRows() != result.inputRows()) {
            throw new IllegalStateException(result.rejectedRows() + " of " + result.inputRows() + " images were rejected");
        }
        return result;
    }
}
