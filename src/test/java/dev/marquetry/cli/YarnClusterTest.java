package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.UserException;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YarnClusterTest {
    private static final Resource LARGEST = Resource.newInstance(4096L, 2);

    @ParameterizedTest
    @CsvSource({
        // Heap, overhead, cores: a tenth of the heap is Spark's overhead, and 384 MiB at least.
        "3712m, , 2",
        "3g, 1g, 1",
        ", , ",
        "1g, 3072, 2"
    })
    void takesExecutorsThatFitIntoTheLargestContainer(String heap, String overhead, String cores) {
        assertThat(YarnCluster.refusal(settings(heap, overhead, cores), LARGEST))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3713m | | 1 | to have 4097 MiB of memory (spark.executor.memory 3713 and"
                        + " spark.executor.memoryOverhead 384), and a container has 4096 at most",
                "4000m | | 1 | spark.executor.memoryOverhead 400",
                "3g | 2g | 1 | to have 5120 MiB of memory",
                "1g | | 3 | to have 3 cores (spark.executor.cores), and a container has 2 at most",
                "8g | | 4 | and a container has 4096 at most; and 4 cores (spark.executor.cores)"
            })
    void saysWhatOfAnExecutorIsTooLarge(String heap, String overhead, String cores, String words) {
        Optional<UserException> refusal = YarnCluster.refusal(settings(heap, overhead, cores), LARGEST);
        assertThat(refusal).hasValueSatisfying(fault -> {
            assertThat(fault.getMessage())
                    .startsWith("The run cannot begin\n  cause: an executor is larger than this YARN allows: ")
                    .contains(words, "yarn.scheduler.maximum-allocation-mb");
            assertThat(fault.kind()).isEqualTo(UserException.Kind.RUN);
        });
    }

    @Test
    void leavesToSparkWhatYarnDoesNotSay() {
        // Nobody listens: the client gives up at once, as it is told to.
        SparkConf settings = settings("64g", null, "64")
                .set("spark.hadoop.yarn.resourcemanager.address", "127.0.0.1:1")
                .set("spark.hadoop.yarn.resourcemanager.connect.max-wait.ms", "1")
                .set("spark.hadoop.yarn.resourcemanager.connect.retry-interval.ms", "1")
                .set("spark.hadoop.ipc.client.connect.max.retries", "0");
        YarnCluster.requireRoom(settings);
    }

    private static SparkConf settings(String heap, String overhead, String cores) {
        SparkConf settings = new SparkConf(false);
        Optional.ofNullable(heap).ifPresent(value -> settings.set("spark.executor.memory", value));
        Optional.ofNullable(overhead).ifPresent(value -> settings.set("spark.executor.memoryOverhead", value));
        Optional.ofNullable(cores).ifPresent(value -> settings.set("spark.executor.cores", value));
        return settings;
    }
}
