package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.dataset.SteppingFileSystem;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UpdateOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pictures come, change and go at random, between updates of which some die: after each one that does not, the dataset
 * is what a new one would be. More seeds are tried by {@code -Dmarquetry.seeds=100}.
 */
class UpdatePropertyTest {
    private static final int ROUNDS = 5;

    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    private NightlyFolder night;
    private Random random;
    private final TreeSet<String> there = new TreeSet<>();
    private final List<String> story = new ArrayList<>();

    static List<Integer> seeds() {
        List<Integer> seeds = new ArrayList<>();
        for (int seed = 1; seed <= Integer.getInteger("marquetry.seeds", 2); seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @AfterEach
    void silence() {
        SteppingFileSystem.silence();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anUpdatedDatasetIsThatOfANewRun(int seed) throws IOException {
        SteppingFileSystem.configure(spark.sparkContext().hadoopConfiguration());
        random = new Random(seed);
        night = new NightlyFolder(
                        spark, folder.resolve("pictures"), SteppingFileSystem.SCHEME + ":" + folder.resolve("out"))
                .updating(new UpdateOptions(UpdateOptions.Retry.ALL, UpdateOptions.Gone.REMOVE, 1 + random.nextInt(6)))
                .takingOver(Takeover.ALWAYS);
        for (int picture = 0; picture < 8; picture++) {
            put("first-" + picture);
        }
        for (int round = 0; round < ROUNDS; round++) {
            change();
            if (random.nextInt(2) == 0) {
                die();
                change();
            }
            story.add("update");
            night.update();
            assertThat(night.rows()).as("seed %s: %s", seed, story).isEqualTo(night.freshRows());
            if (random.nextInt(3) == 0) {
                compact();
            }
        }
        assertThat(night.findings()).as("seed %s: %s", seed, story).isEmpty();
    }

    private void change() throws IOException {
        for (int step = random.nextInt(5); step >= 0; step--) {
            List<String> names = List.copyOf(there);
            String one = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
            switch (names.size() < 3 ? 0 : random.nextInt(7)) {
                case 0 -> put("new-" + random.nextInt(1000));
                case 1 -> put(one);
                case 2 -> {
                    story.add("delete " + one);
                    there.remove(one);
                    night.delete(one);
                }
                case 3 -> {
                    String other = "moved-" + random.nextInt(1000) + "-" + one;
                    story.add("move " + one);
                    there.remove(one);
                    there.add(other);
                    night.rename(one, other);
                }
                case 4, 5 -> {
                    story.add("break " + one);
                    night.breakFile(one);
                }
                default -> {
                    story.add("touch " + one);
                    night.touch(one);
                }
            }
        }
    }

    private void put(String name) throws IOException {
        story.add("put " + name);
        String file = name.contains(".png") ? name : name + ".png";
        there.add(file);
        night.put(file, random.nextInt(256));
    }

    /** Nothing changes any more after some change of the output's folder, as if the process had been killed. */
    private void die() {
        int last = 1 + random.nextInt(60);
        AtomicInteger changes = new AtomicInteger();
        story.add("die after change " + last);
        SteppingFileSystem.announceTo((change, path) -> {
            if (changes.incrementAndGet() > last) {
                throw new IOException("killed");
            }
        });
        try {
            night.update();
        } catch (IOException | RuntimeException killed) {
            story.add("died");
        } finally {
            SteppingFileSystem.silence();
        }
    }

    private void compact() throws IOException {
        List<String> before = night.rows();
        story.add("compact");
        DatasetCompaction.compact(spark, night.output(), DatasetCompaction.Sizes.AS_WRITTEN, Takeover.ALWAYS);
        assertThat(night.rows()).as("%s", story).isEqualTo(before);
    }
}
