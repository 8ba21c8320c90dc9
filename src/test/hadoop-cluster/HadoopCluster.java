import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A NameNode with two DataNodes and a ResourceManager with two NodeManagers in one process, all of them on loopback and
 * on free ports; started by the class of the same name among the tests.
 *
 * <p>The one argument is a folder, which gets everything: disks, logs, and in {@code conf/} the files that a client of
 * the cluster needs. A line on standard output says that all is ready. It ends when its standard input does, so that it
 * outlives no process that has started it.
 */
public final class HadoopCluster {
    private static final int NODES = 2;

    /** What a NodeManager has for containers: an application master and an executor of two gigabytes. */
    private static final int MEGABYTES = 4096;

    private static final Map<String, List<String>> SITE = Map.of(
            "core-site.xml", List.of("fs.defaultFS"),
            "hdfs-site.xml", List.of("dfs.replication"),
            "yarn-site.xml",
                    List.of(
                            "yarn.resourcemanager.address",
                            "yarn.resourcemanager.scheduler.address",
                            "yarn.resourcemanager.webapp.address"));

    private HadoopCluster() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Configuration hdfs = hdfs();
        MiniDFSCluster files = new MiniDFSCluster.Builder(hdfs, folder.resolve("hdfs").toFile())
                .numDataNodes(NODES)
                .build();
        files.waitActive();
        Configuration yarn = yarn(hdfs, files.getFileSystem().getUri().toString());
        MiniYARNCluster containers = new MiniYARNCluster("yarn", 1, NODES, 1, 1);
        containers.init(yarn);
        containers.start();
        if (!containers.waitForNodeManagersToConnect(60_000)) {
            throw new IllegalStateException("the NodeManagers did not connect within a minute");
        }
        writeSite(folder.resolve("conf"), containers.getConfig());
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Nobody is to write; at its end the process that started this one is gone, or wants it to end.
        }
        containers.stop();
        files.shutdown();
        System.exit(0);
    }

    private static Configuration hdfs() {
        Configuration settings = new Configuration();
        settings.setInt("dfs.replication", NODES);
        return settings;
    }

    private static Configuration yarn(Configuration hdfs, String fileSystem) {
        Configuration settings = new YarnConfiguration(hdfs);
        settings.set("fs.defaultFS", fileSystem);
        settings.set("yarn.scheduler.capacity.root.queues", "default");
        settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
        settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.5");
        settings.setInt("yarn.scheduler.minimum-allocation-mb", 256);
        settings.setInt("yarn.scheduler.maximum-allocation-mb", MEGABYTES);
        settings.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", MEGABYTES);
        settings.setInt("yarn.nodemanager.resource.cpu-vcores", 2);
        // What is left of a container is what says why it failed.
        settings.setInt("yarn.nodemanager.delete.debug-delay-sec", 3600);
        // The first check of the disks is made even so, and takes one that is 90 % full for broken, for ever.
        settings.setBoolean("yarn.nodemanager.disk-health-checker.enable", false);
        settings.setFloat("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 100);
        settings.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
        return settings;
    }

    /** Writes what a client and a container must know; the rest is the daemons' own. */
    private static void writeSite(Path folder, Configuration settings) throws Exception {
        Files.createDirectories(folder);
        for (Map.Entry<String, List<String>> file : SITE.entrySet()) {
            Configuration site = new Configuration(false);
            file.getValue().forEach(key -> site.set(key, settings.get(key)));
            try (OutputStream stream = Files.newOutputStream(folder.resolve(file.getKey()))) {
                site.writeXml(stream);
            }
        }
    }
}
