package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** What {@code scripts/marquetry} runs. Where it is missing the script would build, in the midst of another build. */
public final class LauncherBuild {
    /** Java's options for a run of seconds, which gains nothing by the slow compiler and many threads. */
    public static final String BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static boolean ready;

    private LauncherBuild() {}

    /** Returns Java's options for a run of seconds, in a process of the script. */
    public static String brief() {
        require();
        return BRIEF;
    }

    /** Fails the test where Maven has not made it; makes the script's archive, of which it would tell. */
    public static synchronized void require() {
        assertThat(BuildFolder.path("cluster.classpath"))
                .as("the build that scripts/marquetry runs; mvn process-classes makes it")
                .exists();
        if (!ready) {
            ProcessBuilder launcher = new ProcessBuilder("scripts/marquetry", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
            launcher.environment().remove("MARQUETRY_JAVA_OPTS");
            try {
                assertThat(launcher.start().waitFor()).isZero();
            } catch (IOException failure) {
                throw new IllegalStateException("scripts/marquetry cannot be started", failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the launcher starts", interrupted);
            }
            ready = true;
        }
    }
}
