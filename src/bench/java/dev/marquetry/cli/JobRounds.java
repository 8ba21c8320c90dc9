package dev.marquetry.cli;

import dev.marquetry.bench.Requests;
import dev.marquetry.image.ImageDecoder;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.JobOptions;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.spark.DatasetConversion;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The whole job, again and again in one Spark session, each time to an empty folder.
 *
 * <p>Takes a folder to work in and Spark's master. Answers {@code run MANIFEST DTYPE METHOD [KEY=VALUE ...]}, and
 * {@code check MANIFEST DTYPE METHOD}, which compares what the job has written with what the decoder gives.
 */
public final class JobRounds implements Runner {
    private final Path folder;
    private final SparkSession spark;
    private ConversionResult result;
    private double seconds;

    private JobRounds(Path folder, SparkSession spark) {
        this.folder = folder;
        this.spark = spark;
    }

    /** Takes the folder and the master. */
    public static void main(String[] arguments) {
        Sessions.use(Optional.of(arguments[1]), Optional.empty(), spark -> serve(Path.of(arguments[0]), spark));
    }

    private static int serve(Path folder, SparkSession spark) throws IOException {
        JobRounds rounds = new JobRounds(folder, spark);
        Requests.serve(request -> switch (request[0]) {
            case "run" -> {
                List<String> settings = List.of(request).subList(4, request.length);
                yield rounds.round(request[1], request[2], request[3], settings);
            }
            case "check" -> rounds.check(request[1], request[2], request[3]);
            default -> throw new IllegalArgumentException(request[0]);
        });
        return ExitCode.DONE;
    }

    private Map<String, Object> round(String manifest, String dtype, String method, List<String> settings)
            throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "input.path: " + folder.resolve(manifest),
                "input.format: csv",
                "resize.method: " + method,
                "tensor.dtype: " + dtype,
                "output.path: " + output()));
        if (method.equals("crop")) {
            options.addAll(List.of("resize.height: 224", "resize.width: 224"));
        }
        if (dtype.equals("float32")) {
            options.add("tensor.normalize: imagenet");
        }
        settings.forEach(setting -> options.add(setting.replaceFirst("=", ": ")));
        Path job = Files.write(folder.resolve(output().getFileName() + ".yaml"), options);
        FileUtils.deleteDirectory(output().toFile());
        int exitCode = Main.commandLine(this).execute("run", job.toString());
        if (exitCode != 0 || result.converted() != result.inputRows()) {
            throw new IllegalStateException("the job ended with " + exitCode);
        }
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("images", result.converted(), "seconds", seconds));
        result.tally().times().byStage().forEach((stage, nanos) -> answer.put(stage, nanos / 1e9));
        answer.put("bytes", result.fileBytes());
        answer.put("peak", peakMemory());
        return answer;
    }

    private Path output() {
        return folder.resolve("output-" + spark.sparkContext().defaultParallelism());
    }

    /** Returns the largest resident size of this process so far in bytes, 0 where the system does not tell. */
    private static long peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    private Map<String, Object> check(String manifest, String dtype, String method) throws Exception {
        round(manifest, dtype, method, List.of());
        Resize resize = method.equals("crop")
                ? new Resize(ResizeMethod.CROP, 224, 224, PadMode.REFLECTION)
                : Resize.NONE;
        ImageOptions options =
                new ImageOptions(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, resize);
        List<Row> rows = spark.read()
                .parquet(output().resolve("data").toString())
                .select("path", "image")
                .collectAsList();
        try (ImageDecoder decoder = new ImageDecoder(options)) {
            for (Row row : rows) {
                byte[] file = Files.readAllBytes(Path.of(row.getString(0)));
                compare(row, decoder.decode(file, file.length).pixels(), dtype);
            }
        }
        return Map.of("images", rows.size());
    }

    private static void compare(Row row, Pixels pixels, String dtype) {
        List<Number> values = row.getList(1);
        if (values.size() != pixels.data().length) {
            throw new IllegalStateException(values.size() + " values of " + row.getString(0));
        }
        int index = 0;
        for (Number value : values) {
            int sample = pixels.data()[index] & 0xFF;
            double expected = dtype.equals("float32") ? normalized(sample, index % pixels.channels()) : sample;
            if (value.doubleValue() != expected) {
                throw new IllegalStateException(row.getString(0) + " differs at " + index + ": " + value);
            }
            index++;
        }
    }

    private static float normalized(int sample, int channel) {
        Normalization statistics = Normalization.IMAGENET;
        return (sample / 255f - statistics.mean().get(channel))
                / statistics.std().get(channel);
    }

    @Override
    public int run(JobOptions options, Optional<String> master) {
        long start = System.nanoTime();
        try (DatasetConversion conversion = DatasetConversion.open(spark, options.conversion())) {
            result = conversion.run((done, rejected) -> {});
        } catch (IOException failure) {
            throw SparkFaults.explained(failure, SparkFaults.RUN_FAILED);
        }
        seconds = (System.nanoTime() - start) / 1e9;
        return ExitCode.DONE;
    }

    @Override
    public int plan(JobOptions options, Optional<String> master) {
        throw new UnsupportedOperationException("plan");
    }
}
