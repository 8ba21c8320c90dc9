package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What queries of the data source read and decode. */
class ImageSourceCostTest extends ImageSourcePictures {
    @Test
    void analysesWithoutAJobAndWithoutListing() {
        Dataset<Row> rows = source(CROP).load(counted());
        assertThat(rows.schema().fieldNames()).startsWith("path", "image", "height");
        rows.createOrReplaceTempView("counted_pictures");
        settle();
        assertThat(counter.jobs.get()).isZero();
        assertThat(CountingFileSystem.LISTINGS.get()).isZero();
    }

    @Test
    void opensNothingToCountOrToSayWhatTheListingSays() throws IOException {
        long count = source(CROP).load(counted()).count();
        assertThat(count).isEqualTo(files().size());
        assertThat(source(CROP)
                        .load(counted())
                        .select("path", "source_length", "source_modified")
                        .filter("source_length > 0")
                        .collectAsList())
                .hasSizeGreaterThan(20);
        assertThat(CountingFileSystem.READ).isEmpty();
        assertThat(decoded()).isZero();
    }

    @Test
    void readsHeadersForTheSizesOfTheSource() throws IOException {
        byte[] picture = Files.readAllBytes(GOLDEN.resolve("png/rgb.png"));
        Path large = Files.createDirectories(folder.resolve("large"));
        byte[] padded = java.util.Arrays.copyOf(picture, 3 << 20);
        for (int index = 0; index < 5; index++) {
            Files.write(large.resolve(index + ".png"), padded);
        }
        Dataset<Row> sizes = source(CROP).load("counted://" + large).select("path", "source_height", "source_width");
        assertThat(sizes.filter("source_width > 0").count()).isEqualTo(5);
        assertThat(CountingFileSystem.READ.values())
                .hasSize(5)
                .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(256 * 1024L));
        assertThat(decoded()).isZero();
    }

    @Test
    void decodesNothingForAHash() throws IOException {
        assertThat(source(CROP)
                        .load(pictures().toString())
                        .select("path", "source_hash")
                        .filter("source_hash is not null")
                        .count())
                .isEqualTo(files().size());
        assertThat(decoded()).isZero();
    }

    @Test
    void decodesOneBatchOfOneTaskForALimit() throws IOException {
        Path many = Files.createDirectories(folder.resolve("many"));
        for (int index = 0; index < 300; index++) {
            Files.copy(GOLDEN.resolve("png/rgb.png"), many.resolve(index + ".png"));
        }
        assertThat(source(CROP)
                        .option("engine.batch-size", 16)
                        .load(many.toString())
                        .select("image")
                        .limit(3)
                        .collectAsList())
                .hasSize(3);
        assertThat(decoded()).isBetween(1L, 16L);
    }
}
