package dev.marquetry.cli;

import dev.marquetry.options.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks YARN how large its containers may be, before Spark asks for executors: of too much memory Spark would tell in
 * the names of YARN's own settings, and of too many cores by an application that ends half a minute later.
 */
final class YarnCluster {
    private static final Logger LOG = LoggerFactory.getLogger(YarnCluster.class);

    private static final String MEMORY = "spark.executor.memory";
    private static final String OVERHEAD = "spark.executor.memoryOverhead";
    private static final String CORES = "spark.executor.cores";

    /** What Spark adds to the heap where nothing is said, at least, in MiB: MEMORY_OVERHEAD_MIN of its YARN client. */
    private static final long LEAST_OVERHEAD = 384;

    private YarnCluster() {}

    /** Returns whether a job runs on YARN. */
    static boolean isIn(SparkConf settings) {
        return settings.get("spark.master").equals("yarn");
    }

    /**
     * Refuses executors that YARN never starts; where YARN does not say what it allows, it is left to Spark.
     *
     * @throws UserException if an executor is to have more than the largest container
     */
    static void requireRoom(SparkConf settings) {
        Optional<UserException> refusal;
        try (YarnClient client = YarnClient.createYarnClient()) {
            client.init(new YarnConfiguration(SparkHadoopUtil.get().newConfiguration(settings)));
            client.start();
            refusal = refusal(
                    settings,
                    client.createApplication().getNewApplicationResponse().getMaximumResourceCapability());
        } catch (IOException | YarnException | RuntimeException unknown) {
            // In a driver that YARN hosts there may be no ticket for this question.
            LOG.debug("YARN does not say how large a container may be", unknown);
            return;
        }
        refusal.ifPresent(fault -> {
            throw fault;
        });
    }

    /** Returns what is to be said of executors that are larger than the largest container, or nothing. */
    static Optional<UserException> refusal(SparkConf settings, Resource largest) {
        long heap = settings.getSizeAsMb(MEMORY, "1g");
        long overhead = overhead(settings, heap);
        int cores = settings.getInt(CORES, 1);
        List<String> excesses = new ArrayList<>();
        if (heap + overhead > largest.getMemorySize()) {
            excesses.add(String.format(
                    Locale.ROOT,
                    "%d MiB of memory (%s %d and %s %d), and a container has %d at most",
                    heap + overhead,
                    MEMORY,
                    heap,
                    OVERHEAD,
                    overhead,
                    largest.getMemorySize()));
        }
        if (cores > largest.getVirtualCores()) {
            excesses.add(String.format(
                    Locale.ROOT,
                    "%d cores (%s), and a container has %d at most",
                    cores,
                    CORES,
                    largest.getVirtualCores()));
        }
        return excesses.isEmpty()
                ? Optional.empty()
                : Optional.of(new UserException(
                        UserException.Kind.RUN,
                        "The run cannot begin",
                        "an executor is larger than this YARN allows: it is to have " + String.join("; and ", excesses),
                        "lower " + CORES + " and the memory with it, or have yarn.scheduler.maximum-allocation-mb and"
                                + " -vcores raised"));
    }

    private static long overhead(SparkConf settings, long heap) {
        double factor = settings.getDouble("spark.executor.memoryOverheadFactor", 0.1);
        return settings.contains(OVERHEAD)
                ? settings.getSizeAsMb(OVERHEAD)
                : Math.max(LEAST_OVERHEAD, (long) (factor * heap));
    }
}
