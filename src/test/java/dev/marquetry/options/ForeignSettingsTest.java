package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.LauncherBuild;
import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A separate process with settings that others have: locale, time zone, serializer, a home that is none. */
class ForeignSettingsTest {
    private static final Path IMAGES = Path.of("src/test/resources/golden/png").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void givesTheSameRows() throws IOException, InterruptedException {
        LauncherBuild.require();
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path home = Files.createFile(folder.resolve("home"));
        List<Row> rows = rowsOfRun(
                "foreign",
                List.of(
                        "-Dspark.master=local[2]",
                        "-Duser.home=" + home,
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dspark.local.dir=" + folder.resolve("local"),
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Asia/Kolkata",
                        "-Dspark.sql.session.timeZone=America/St_Johns",
                        "-Dspark.serializer=org.apache.spark.serializer.KryoSerializer",
                        "-Dspark.sql.adaptive.enabled=false",
                        "-Dspark.speculation=true"));

        assertThat(rows).isNotEmpty().isEqualTo(rowsOfRun("own", List.of("-Dspark.master=local[2]")));
        assertThat(temporary.resolve(".djl.ai")).doesNotExist();
        assertThat(temporary).isDirectoryNotContaining("glob:**/.javacpp*");
    }

    /** Runs the job in a process with these options and returns its rows, arrays as text. */
    private List<Row> rowsOfRun(String name, List<String> options) throws IOException, InterruptedException {
        Path out = folder.resolve(name);
        Path job = Files.writeString(folder.resolve(name + ".yaml"), """
                input.path: %s
                resize: {method: crop, height: 8, width: 8}
                tensor: {dtype: float32, normalize: imagenet, layout: CHW}
                output: {path: %s, encoding: binary}
                """.formatted(IMAGES, out));
        run(job, options);
        return SparkSessions.shared()
                .read()
                .parquet(out.resolve("data").toString())
                .selectExpr("path", "hex(image)")
                .orderBy("path")
                .collectAsList();
    }

    private static void run(Path job, List<String> options) throws IOException, InterruptedException {
        Path printed = job.resolveSibling("printed.txt");
        ProcessBuilder marquetry = new ProcessBuilder("scripts/marquetry", "run", job.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        marquetry.environment().keySet().removeAll(List.of("DJL_CACHE_DIR", "SPARK_LOCAL_DIRS"));
        marquetry.environment().put("MARQUETRY_JAVA_OPTS", LauncherBuild.brief() + " " + String.join(" ", options));
        marquetry.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int exitCode = marquetry.start().waitFor();
        assertThat(exitCode).as(Files.readString(printed)).isZero();
    }
}
