package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** What {@code scripts/marquetry} runs. Where it is missing the script would build, in the midst of another build. */
public final class LauncherBuild {
    private LauncherBuild() {}

    /** Fails the test where Maven has not made it. */
    public static void require() {
        assertThat(Path.of("target/cluster.classpath"))
                .as("the build that scripts/marquetry runs; mvn process-classes makes it")
                .exists();
    }
}
