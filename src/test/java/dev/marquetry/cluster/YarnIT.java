package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.LauncherBuild;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundle on YARN, with everything on HDFS, by {@code conf/yarn.conf}. */
class YarnIT {
    private static final Path MODEL = Path.of("src/test/resources/models/means.pt");
    private static final Path PICTURE = Path.of("src/test/resources/golden/png/rgb.png");
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static HadoopCluster cluster;

    /** The sample pictures in {@code in/}, a good and a broken one in {@code few/}, a model, and datasets. */
    private static String hdfs;

    /** What a run in one JVM makes of the same pictures, once one has. */
    @TempDir
    private static Path local;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(@TempDir Path few) throws IOException {
        cluster = HadoopCluster.shared();
        hdfs = cluster.newFolder();
        cluster.upload(SampleRun.manifest().getParent(), hdfs + "/in");
        Files.copy(PICTURE, few.resolve("good.png"));
        Files.writeString(few.resolve("broken.png"), "no picture");
        cluster.upload(few, hdfs + "/few");
        cluster.upload(MODEL, hdfs + "/means.pt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "cluster"})
    void givesTheRowsOfALocalRunFromHdfsToHdfs(String deployMode) {
        // In cluster mode a path that names no file system is one of fs.defaultFS, as conf/yarn.conf says.
        String pictures = deployMode.equals("cluster") ? URI.create(hdfs).getPath() : hdfs;
        Command.Outcome outcome = submission(deployMode, SampleRun.JOB)
                .set("input.path=" + pictures + "/in/manifest.csv", "output.path=" + hdfs + "/" + deployMode)
                .set("tensor.dtype=float32", "model.path=" + hdfs + "/means.pt")
                .run();
        assertThat(outcome.exitCode()).as(outcome.output() + outcome.error()).isZero();
        assertThat(SampleRun.rows(hdfs + "/" + deployMode))
                .hasSizeGreaterThan(250)
                .isEqualTo(SampleRun.rows(local()));
        assertThat(SampleRun.rejects(hdfs + "/" + deployMode)).isNotEmpty().isEqualTo(SampleRun.rejects(local()));
    }

    private static String local() {
        String dataset = local.resolve("dataset").toString();
        if (Files.notExists(Path.of(dataset))) {
            Command.Outcome outcome = Command.script("marquetry", "run", SampleRun.JOB)
                    .and("--set", "input.path=" + SampleRun.manifest(), "--set", "output.path=" + dataset)
                    .and("--set", "tensor.dtype=float32", "--set", "model.path=" + MODEL.toAbsolutePath())
                    .with("MARQUETRY_JAVA_OPTS", LauncherBuild.brief())
                    .run(LIMIT);
            assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        }
        return dataset;
    }

    /** What {@code yarn application -status} shows of a driver that YARN hosts. */
    @ParameterizedTest
    @CsvSource({
        "missing, model.path=%s/none.pt, exit code 2: the model of the column embedding cannot be used",
        "rejects, rejects.max-ratio=0, exit code 3: a limit was exceeded: ",
        "job,     resize.height=-1, exit code 2: a fault in the options of job.yaml"
    })
    void saysInTheStatusOfTheApplicationHowItEnded(String name, String setting, String words) throws Exception {
        Path job = Files.write(
                folder.resolve("job.yaml"),
                List.of(
                        "input.path: " + hdfs + "/few",
                        "output.path: " + hdfs + "/" + name,
                        "resize: {method: squish, height: 8, width: 8}",
                        "tensor.dtype: float32"));
        Command.Outcome outcome = submission("cluster", job.toString())
                .options("--name", name)
                .set(setting.formatted(hdfs))
                .run();
        assertThat(outcome.exitCode()).as(outcome.output() + outcome.error()).isEqualTo(1);
        ApplicationReport report = report(name);
        assertThat(report.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
        assertThat(report.getDiagnostics())
                .contains("marquetry ended with " + words)
                .doesNotContain("\tat dev.marquetry");
    }

    @ParameterizedTest
    @CsvSource({
        "client, marquetry: The run cannot begin, spark.executor.cores",
        "cluster, submit: an executor is larger than this YARN allows, spark.executor.memory"
    })
    void refusesExecutorsThatYarnNeverStartsWithoutAStackTrace(String deployMode, String problem, String cure) {
        Command.Outcome outcome = submission(deployMode, SampleRun.JOB)
                .set("input.path=" + hdfs + "/in/manifest.csv", "output.path=" + hdfs + "/none")
                .property("spark.executor.memory", "64g")
                .property("spark.executor.cores", "32")
                .run();
        assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(1);
        assertThat(outcome.error()).contains(problem, cure, "65").doesNotContain("\tat ");
    }

    private static Submission submission(String deployMode, String job) {
        Path home = SparkHome.current();
        return Submission.with(home, job)
                .environment("HADOOP_CONF_DIR", cluster.settings().toString())
                .environment("SPARK_LOCAL_IP", LOOPBACK)
                .property("spark.yarn.appMasterEnv.SPARK_LOCAL_IP", LOOPBACK)
                .property("spark.executorEnv.SPARK_LOCAL_IP", LOOPBACK)
                .options("--properties-file", "conf/yarn.conf", "--deploy-mode", deployMode)
                .property("spark.yarn.jars", "local:" + home + "/jars/*")
                .property("spark.executor.defaultJavaOptions", Submission.EXECUTOR_OPTIONS + LauncherBuild.BRIEF)
                // Two containers of a small cluster, in place of 64 large ones.
                .property("spark.dynamicAllocation.maxExecutors", "2")
                .property("spark.executor.cores", "1")
                .property("spark.executor.memory", "1g")
                .property("spark.executor.memoryOverhead", "512m")
                .property("spark.driver.memory", "1g");
    }

    private static ApplicationReport report(String name) throws IOException, YarnException {
        try (YarnClient client = YarnClient.createYarnClient()) {
            client.init(cluster.configuration());
            client.start();
            return client.getApplications().stream()
                    .filter(report -> report.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
