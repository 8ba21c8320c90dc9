package dev.marquetry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.util.ShutdownHookManager;
import scala.Option;

/** A standalone cluster within this JVM, reachable from this machine alone. */
final class SmallCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final RpcEnv master;
    private final RpcEnv worker;

    private SmallCluster(RpcEnv master, RpcEnv worker) {
        this.master = master;
        this.worker = worker;
    }

    /**
     * Starts a master, and a worker.
     *
     * @param cores of the worker; 0 for none
     * @param memory of the worker, in MiB
     */
    static SmallCluster start(int cores, int memory) throws IOException {
        SparkConf settings = new SparkConf(false).set("spark.ui.enabled", "false");
        RpcEnv master = Master.startRpcEnvAndEndpoint(HOST, 0, 0, settings)._1();
        RpcEnv worker = null;
        if (cores > 0) {
            Path folder = Files.createTempDirectory("marquetry-worker");
            ShutdownHookManager.registerShutdownDeleteDir(folder.toFile());
            worker = Worker.startRpcEnvAndEndpoint(
                    HOST,
                    0,
                    0,
                    cores,
                    memory,
                    new String[] {master.address().toSparkURL()},
                    folder.toString(),
                    Option.empty(),
                    settings,
                    Option.empty());
        }
        return new SmallCluster(master, worker);
    }

    String master() {
        return master.address().toSparkURL();
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.shutdown();
            worker.awaitTermination();
        }
        master.shutdown();
        master.awaitTermination();
    }
}
