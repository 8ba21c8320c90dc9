package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.Resize;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.PathResolver;
import dev.marquetry.spark.task.InputRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputProbeTest {
    private static final Path IMAGE =
            Path.of("src/test/resources/golden/png/rgb.png").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void triesImagesFromAllOverTheInputAndSaysWhatIsWrong() throws IOException {
        String text =
                Files.writeString(folder.resolve("text.png"), "no image at all").toString();
        List<String> paths = new ArrayList<>();
        for (int index = 0; index < 21; index++) {
            paths.add(IMAGE.toString());
        }
        paths.set(5, folder.resolve("none.png").toString());
        paths.set(20, text);
        assertThat(probe(paths)).extracting(ProbedImage::isReadable).containsExactly(true, false, true, true, false);
        assertThat(probe(paths).get(1).error()).isEqualTo("NOT_FOUND");
        assertThat(probe(paths).get(1).path()).endsWith("none.png");
        assertThat(probe(paths).get(4).error()).isEqualTo("NOT_AN_IMAGE");
        assertThat(probe(paths).get(4).path()).endsWith(text);
        assertThat(probe(paths).get(4).message()).isNotBlank();
    }

    @Test
    void triesAllOfAFewImages() {
        assertThat(InputProbe.chosen(0)).isEmpty();
        assertThat(InputProbe.chosen(1)).containsExactly(0);
        assertThat(InputProbe.chosen(3)).containsExactly(0, 1, 2);
        assertThat(InputProbe.chosen(5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(InputProbe.chosen(1_000_000_001L))
                .containsExactly(0, 250_000_000, 500_000_000, 750_000_000, 1_000_000_000);
    }

    private static List<ProbedImage> probe(List<String> paths) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(SparkSessions.shared().sparkContext());
        JavaRDD<InternalRow> rows = context.parallelize(paths, 3)
                .map(path -> new GenericInternalRow(new Object[] {UTF8String.fromString(path), null, null}));
        return new InputProbe(
                        new ImageOptions(ColorMode.RGB, Orientation.IGNORE, 1_000_000, Resize.NONE),
                        new InputRows(new PathResolver(null), InputTable.NO_CONTENT),
                        context.broadcast(new SerializableConfiguration(new Configuration())))
                .of(rows, paths.size());
    }
}
