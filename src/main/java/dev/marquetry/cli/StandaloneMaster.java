package dev.marquetry.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.DeployMessages.MasterStateResponse;
import org.apache.spark.deploy.DeployMessages.RequestMasterState$;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.master.WorkerInfo;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.util.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The master of a standalone cluster: whether it answers, and whether its workers have what a job asks for. */
final class StandaloneMaster {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final String GPU = "spark.executor.resource.gpu.amount";
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneMaster.class);

    private final String url;
    private volatile String silence = "it has not taken the job yet";

    private StandaloneMaster(String url) {
        this.url = url;
    }

    /** Returns whether a master is one of a standalone cluster. */
    static boolean isIn(SparkConf settings) {
        return settings.get("spark.master").startsWith("spark://");
    }

    static StandaloneMaster of(SparkConf settings) {
        return new StandaloneMaster(settings.get("spark.master"));
    }

    /**
     * Waits until something listens at one of the addresses. Spark gives up after a minute by itself, with stack
     * traces.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void awaitListener() throws InterruptedException {
        while (!listens()) {
            Thread.sleep(1000);
        }
    }

    private boolean listens() {
        for (RpcAddress address : addresses()) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(address.host(), address.port()), Math.toIntExact(CONNECT.toMillis()));
                return true;
            } catch (IOException failure) {
                silence = FailureChain.line(failure);
            }
        }
        return false;
    }

    private List<RpcAddress> addresses() {
        return Arrays.stream(Utils.parseStandaloneMasterUrls(url))
                .map(RpcAddress::fromSparkURL)
                .toList();
    }

    /** Says that the master has not taken the job. */
    Obstacle silent() {
        return new Obstacle(
                "Spark's master does not answer: " + url + " (" + silence + ")",
                "check that it runs, its host, its port (7077, not that of its web page) and its version of Spark",
                Obstacle.Hope.WAIT);
    }

    /** Says why none of the workers runs an executor of a job that the master has taken. */
    Obstacle withoutExecutors(SparkContext context) {
        List<WorkerInfo> workers = workers(context);
        if (workers.isEmpty()) {
            return new Obstacle(
                    "no worker of " + url + " has started an executor",
                    "look at the master's web page: whether there are workers, and whether other jobs hold their cores",
                    Obstacle.Hope.WAIT);
        }
        Map<String, Long> wanted = wanted(context);
        if (workers.stream().anyMatch(worker -> hasAll(worker, wanted))) {
            return new Obstacle(
                    "no executor has started, though a worker of " + url + " is large enough",
                    "wait for other jobs that hold the workers, or look at the master's web page and the workers' logs",
                    Obstacle.Hope.WAIT);
        }
        List<String> largest = new ArrayList<>();
        wanted.forEach((what, amount) -> largest.add(
                workers.stream().mapToLong(worker -> amount(worker, what)).max().orElse(0) + " " + what));
        return new Obstacle(
                "an executor is to have " + words(wanted) + ", and no worker of " + url + " has as much (at most "
                        + String.join(", ", largest) + ")",
                "lower spark.executor.cores, spark.executor.memory or " + GPU + ", or start larger workers",
                Obstacle.Hope.NONE);
    }

    private static String words(Map<String, Long> wanted) {
        List<String> words = new ArrayList<>();
        wanted.forEach((what, amount) -> words.add(amount + " " + what));
        return String.join(", ", words);
    }

    private static Map<String, Long> wanted(SparkContext context) {
        SparkConf settings = context.getConf();
        Map<String, Long> wanted = new TreeMap<>();
        wanted.put("cores", (long) settings.getInt("spark.executor.cores", 1));
        wanted.put("MiB of memory", (long) context.executorMemory());
        if (settings.contains(GPU)) {
            wanted.put("GPUs", settings.getLong(GPU, 0));
        }
        return wanted;
    }

    private static boolean hasAll(WorkerInfo worker, Map<String, Long> wanted) {
        return wanted.entrySet().stream().allMatch(each -> amount(worker, each.getKey()) >= each.getValue());
    }

    private static long amount(WorkerInfo worker, String what) {
        return switch (what) {
            case "cores" -> worker.cores();
            case "MiB of memory" -> worker.memory();
            default ->
                worker.resources().contains("gpu")
                        ? worker.resources().apply("gpu").addresses().size()
                        : 0;
        };
    }

    /** Returns the workers that the master knows, or none where it does not say. */
    private List<WorkerInfo> workers(SparkContext context) {
        ClassTag<MasterStateResponse> type = ClassTag$.MODULE$.apply(MasterStateResponse.class);
        for (RpcAddress address : addresses()) {
            try {
                RpcEndpointRef master = context.env().rpcEnv().setupEndpointRef(address, Master.ENDPOINT_NAME());
                MasterStateResponse state = master.askSync(RequestMasterState$.MODULE$, type);
                if (state.workers().length > 0) {
                    return List.of(state.workers());
                }
            } catch (Exception unknown) {
                LOG.debug("{} does not say what workers it has", address, unknown);
            }
        }
        return List.of();
    }
}
