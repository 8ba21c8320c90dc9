package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** What {@code scripts/marquetry} runs. Where it is missing the script would build, in the midst of another build. */
public final class LauncherBuild {
    /** Java's options for a run of seconds, which gains nothing by the slow compiler and many threads. */
    public static final String BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private LauncherBuild() {}

    /** Returns Java's options for a run of seconds, in a process of the script that loads classes from an archive. */
    public static String brief() {
        require();
        return BRIEF + " " + ClassArchive.ofLauncher();
    }

    /** Fails the test where Maven has not made it. */
    public static void require() {
        assertThat(Path.of("target/cluster.classpath"))
                .as("the build that scripts/marquetry runs; mvn process-classes makes it")
                .exists();
    }
}
