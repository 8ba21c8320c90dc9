package dev.marquetry.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks nvidia-smi twice a second how busy the first GPU is, until it is closed. */
final class DeviceMeter implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<double[]> seen = new ArrayList<>();

    private DeviceMeter() {}

    static DeviceMeter start() {
        DeviceMeter meter = new DeviceMeter();
        meter.thread.scheduleAtFixedRate(meter::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return meter;
    }

    /**
     * Returns what nvidia-smi says of the first GPU.
     *
     * @throws IOException if there is no nvidia-smi, or it fails; with its words
     */
    static String query(String fields) throws IOException {
        Process process = new ProcessBuilder(
                        "nvidia-smi", "--id=0", "--query-gpu=" + fields, "--format=csv,noheader,nounits")
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(answer);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while nvidia-smi answers", interrupted);
        }
        return answer;
    }

    private void ask() {
        try {
            String[] words = query("utilization.gpu,memory.used").split(",", -1);
            synchronized (seen) {
                seen.add(new double[] {Double.parseDouble(words[0].strip()), Double.parseDouble(words[1].strip())});
            }
        } catch (IOException none) {
            // A machine without a GPU has nothing to tell.
            return;
        }
    }

    /** Returns the mean of the time that it was busy, in percent, or nothing where there is no GPU. */
    Optional<Double> busyPercent() {
        synchronized (seen) {
            return seen.isEmpty()
                    ? Optional.empty()
                    : Optional.of(seen.stream().mapToDouble(sample -> sample[0]).average().orElse(0));
        }
    }

    /** Returns busy time and the most memory, for the table. */
    String text() {
        Optional<Double> busy = busyPercent();
        if (busy.isEmpty()) {
            return String.format(Locale.ROOT, "%6s %8s", "-", "-");
        }
        synchronized (seen) {
            double mostMemory = seen.stream().mapToDouble(sample -> sample[1]).max().orElse(0);
            return String.format(Locale.ROOT, "%5.0f%% %8.0f", busy.get(), mostMemory);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
