package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.Job;
import dev.marquetry.JobResult;
import dev.marquetry.s3.FaultyProxy;
import dev.marquetry.s3.S3Error;
import dev.marquetry.s3.S3Request;
import dev.marquetry.s3.S3Server;
import dev.marquetry.s3.S3Settings;
import dev.marquetry.sample.SampleDataset;
import dev.marquetry.spark.publish.DatasetVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a job runs on a cluster, from S3 to S3: each picture is in the dataset once all the same. */
class FaultIT {
    private static final int PICTURES = 60;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Makes every read slow enough for a fault to come in the middle. */
    private static final Duration DELAY = Duration.ofMillis(200);

    @TempDir
    private static Path shared;

    private static Path pictures;
    private static S3Server server;
    private static FaultyProxy proxy;
    private static SparkCluster cluster;

    @TempDir
    private Path folder;

    private S3Run run;

    @BeforeAll
    static void start() {
        pictures = shared.resolve("pictures");
        SampleDataset.write(pictures, PICTURES, 1);
        server = S3Server.start();
        proxy = FaultyProxy.before(server.endpoint());
        cluster = SparkCluster.start(shared.resolve("cluster"), SparkHome.current());
    }

    @AfterAll
    static void stop() {
        cluster.close();
        proxy.close();
        server.close();
    }

    @BeforeEach
    void upload() {
        run = S3Run.of(server, pictures, folder);
        proxy.forget();
    }

    @AfterEach
    void heal() {
        proxy.heal();
        cluster.replaceWorkers();
    }

    private Submission submission() {
        return run.submission(cluster, proxy.endpoint());
    }

    private static void await(Command.Running job, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertThat(job.process().isAlive())
                    .as(() -> "the job ended early: " + job.output() + job.error())
                    .isTrue();
            Thread.sleep(20);
        }
    }

    private static Command.Running startedAndReading(Submission submission) throws InterruptedException {
        proxy.delay(S3Request::readsObject, DELAY);
        Command.Running job = submission.start();
        await(job, () -> proxy.count(S3Request::readsObject) > PICTURES / 3);
        return job;
    }

    /** What comes after the fault need not be slow. */
    private void assertComplete(Command.Running job) {
        proxy.heal();
        assertComplete(job.await(LIMIT));
    }

    private void assertComplete(Command.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.output() + outcome.error()).isZero();
        proxy.heal();
        run.assertEveryPictureOnce(pictures);
    }

    /** An update, that is: it reads every picture, as all have other times, and converts those that have changed. */
    @Test
    void outlivesAnExecutor() throws InterruptedException, IOException {
        SparkSession spark = S3Settings.session(server.endpoint());
        Job.of(run.job()).with("output.mode", "update").run(spark);
        Path changed = folder.resolve("changed");
        SampleDataset.write(changed, PICTURES, 1);
        List<Path> files = files(changed);
        for (int file = 0; file < files.size(); file += 3) {
            Files.copy(files.get(file + 1), files.get(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run.upload(changed);
        Command.Running job = startedAndReading(submission().set("output.mode=update", "update.gone=remove"));
        ProcessHandle executor = cluster.executors().get(0);
        assertThat(executor.destroyForcibly()).isTrue();
        assertComplete(job);
        assertThat(DatasetVerification.verify(spark, run.at("out")).findings()).isEmpty();
        JobResult again = Job.of(run.job()).with("output.mode", "update").run(spark);
        assertThat(again.commit()).contains(2L);
        assertThat(again.convertedRows()).isZero();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".csv"))
                    .sorted()
                    .limit(PICTURES - PICTURES % 3)
                    .toList();
        }
    }

    @Test
    void outlivesAWorkerThatIsReplaced() throws InterruptedException {
        Command.Running job = startedAndReading(submission());
        ProcessHandle worker = cluster.workers().get(0);
        assertThat(worker.destroyForcibly()).isTrue();
        worker.onExit().join();
        cluster.replaceWorkers();
        assertComplete(job);
    }

    @Test
    void repeatsATaskThatCouldNotWrite() {
        AtomicBoolean failed = new AtomicBoolean();
        proxy.fail(
                request -> request.method().equals("PUT")
                        && request.query().contains("partNumber")
                        && failed.compareAndSet(false, true),
                S3Error.ACCESS_DENIED);
        assertComplete(submission().run());
        assertThat(failed).isTrue();
    }

    @Test
    void leavesNothingOfARunWhoseDriverWasKilledToTheNext() throws InterruptedException {
        Command.Running job = startedAndReading(submission());
        job.kill();
        job.await(LIMIT);
        assertThat(server.keys(run.bucket())).noneMatch(key -> key.contains("_SUCCESS"));
        proxy.heal();
        proxy.forget();
        assertComplete(submission().set("output.mode=overwrite").run());
        assertThat(server.keys(run.bucket()).stream().filter(key -> key.startsWith("out/")))
                .allMatch(key ->
                        key.matches("out/(data/part-.*|rejects/part-.*|report/(run.json|index.html|contact-sheet.png)"
                                + "|report/runs/[^/]*.json|README.md|_SUCCESS|_commits/1.json)"));
    }

    @Test
    @Tag("timing")
    void waitsForAServerThatIsAwayForTenSeconds() throws InterruptedException {
        Command.Running job = startedAndReading(submission());
        proxy.die();
        Thread.sleep(TimeUnit.SECONDS.toMillis(10));
        proxy.revive();
        assertComplete(job);
    }

    @Test
    void takesOneOfTwoCopiesOfATask() throws IOException {
        AtomicBoolean held = new AtomicBoolean();
        // The first of all reads keeps the task that waits for it from ending before its copy on the other host.
        proxy.delay(request -> request.readsObject() && held.compareAndSet(false, true), Duration.ofMinutes(1));
        Path events = Files.createDirectory(folder.resolve("events"));
        assertComplete(submission()
                .property("spark.speculation", "true")
                .property("spark.speculation.interval", "100ms")
                .property("spark.speculation.quantile", "0.5")
                .property("spark.eventLog.enabled", "true")
                .property("spark.eventLog.dir", events.toUri().toString())
                .run());
        assertThat(taskEnds(events))
                .anyMatch(task -> task.path("Speculative").asBoolean()
                        && !task.path("Killed").asBoolean())
                .anyMatch(task -> !task.path("Speculative").asBoolean()
                        && task.path("Killed").asBoolean());
    }

    private static List<JsonNode> taskEnds(Path events) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> tasks = new ArrayList<>();
        try (Stream<Path> files = Files.list(events)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode event = mapper.readTree(line);
                    if (event.path("Event").asText().equals("SparkListenerTaskEnd")) {
                        tasks.add(event.path("Task Info"));
                    }
                }
            }
        }
        return tasks;
    }

    /** With settings that clusters have. */
    @Test
    void asksAgainWhereOneRequestInTenIsRefused() {
        proxy.slowDownOneIn(10);
        Command.Outcome outcome = submission()
                .set("tensor.layout=CHW", "tensor.dtype=float32")
                .property("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .property("spark.dynamicAllocation.enabled", "true")
                .property("spark.dynamicAllocation.shuffleTracking.enabled", "true")
                .property("spark.dynamicAllocation.minExecutors", "0")
                .property("spark.sql.adaptive.enabled", "true")
                .property("spark.sql.session.timeZone", "Asia/Kolkata")
                .property(
                        "spark.executor.extraJavaOptions",
                        "-Duser.home=/proc/nobody -Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kolkata")
                .environment("LC_ALL", "C.UTF-8")
                .run();
        assertComplete(outcome);
    }
}
