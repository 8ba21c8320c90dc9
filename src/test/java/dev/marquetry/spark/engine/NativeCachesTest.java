package dev.marquetry.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCachesTest {
    @TempDir
    private Path folder;

    private Path file;
    private Path spark;

    @BeforeEach
    void make() throws IOException {
        file = Files.createFile(folder.resolve("file"));
        spark = folder.resolve("spark");
    }

    private Map<NativeCaches, Path> moved(Path home, Map<String, String> given) {
        return NativeCaches.moved(given::get, home.toString(), () -> spark);
    }

    @Test
    void keepsToAHomeThatCanBeWritten() {
        assertThat(moved(folder, Map.of())).isEmpty();
        assertThat(spark).doesNotExist();
    }

    @Test
    void movesToSparkWhereTheHomeCannotBeWritten() {
        Map<NativeCaches, Path> moved = moved(file, Map.of());

        assertThat(moved).containsOnlyKeys(NativeCaches.values());
        assertThat(moved.values())
                .doesNotHaveDuplicates()
                .allSatisfy(path -> assertThat(path).startsWith(spark).isDirectory());
    }

    @Test
    void movesTheOneCacheThatCannotBeWrittenInAHomeThatCan() throws IOException {
        Files.createFile(folder.resolve(".djl.ai"));

        assertThat(moved(folder, Map.of())).containsOnlyKeys(NativeCaches.DJL);
    }

    @Test
    void leavesWhatTheUserHasSet() {
        assertThat(moved(file, Map.of("DJL_CACHE_DIR", "/own", "org.bytedeco.javacpp.cachedir", "/own")))
                .containsOnlyKeys(NativeCaches.JNA);
    }

    @Test
    void saysWhatToDoWhereNothingCanBeWritten() {
        spark = file;

        assertThatThrownBy(() -> moved(file, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("native libraries cannot be unpacked: neither the home folder " + file)
                .hasMessageContaining("set spark.local.dir, or the system property DJL_CACHE_DIR");
    }
}
