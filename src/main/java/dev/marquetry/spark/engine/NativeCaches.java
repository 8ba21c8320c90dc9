package dev.marquetry.spark.engine;

import dev.marquetry.spark.internals.SparkLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkEnv;

/**
 * Where native libraries are unpacked: below the home folder, where the next process finds them again, or below a
 * folder of Spark's where the home cannot be written. What the user has set stays as it is.
 *
 * <p>By themselves the libraries would turn to the machine's folder for temporary files, where those of another user
 * may stand in the way. Spark's folder is this process's own and goes with it; below the home they lock each other out.
 */
public enum NativeCaches {
    DJL("DJL_CACHE_DIR", ".djl.ai"),
    JAVACPP("org.bytedeco.javacpp.cachedir", ".javacpp/cache"),
    JNA("jna.tmpdir", ".cache/JNA/temp");

    private static boolean prepared;

    private final String setting;
    private final String belowHome;

    NativeCaches(String setting, String belowHome) {
        this.setting = setting;
        this.belowHome = belowHome;
    }

    /** Gives a folder of this process that can be written. */
    interface Shelter {
        Path folder() throws IOException;
    }

    /**
     * Sees that this executor can unpack what it is about to use. To be called by every task before it decodes or
     * converts; only the first call does anything.
     *
     * @throws IllegalStateException if there is no folder that can be written
     */
    public static void prepare() {
        synchronized (NativeCaches.class) {
            if (!prepared) {
                moved(NativeCaches::given, System.getProperty("user.home"), NativeCaches::ofSpark)
                        .forEach((cache, folder) -> System.setProperty(cache.setting, folder.toString()));
                prepared = true;
            }
        }
    }

    private static String given(String setting) {
        String variable = System.getenv(setting);
        return variable == null ? System.getProperty(setting) : variable;
    }

    private static Path ofSpark() throws IOException {
        return Path.of(SparkLine.localFolder(SparkEnv.get().conf()));
    }

    /**
     * Returns the folders of those caches that cannot stand below the home.
     *
     * @param given what the user has set, or null
     * @param home the home folder
     * @param shelter where they can stand instead
     */
    static Map<NativeCaches, Path> moved(UnaryOperator<String> given, String home, Shelter shelter) {
        Map<NativeCaches, Path> moved = new EnumMap<>(NativeCaches.class);
        for (NativeCaches cache : values()) {
            if (given.apply(cache.setting) == null && !takesFiles(home, cache.belowHome)) {
                moved.put(cache, cache.below(home, shelter));
            }
        }
        return moved;
    }

    private Path below(String home, Shelter shelter) {
        try {
            return Files.createDirectories(shelter.folder().resolve("natives").resolve(belowHome));
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "native libraries cannot be unpacked: neither the home folder " + home
                            + " nor Spark's local folder can be written (" + failure
                            + "); set spark.local.dir, or the system property " + setting
                            + ", to a folder that this process can write",
                    failure);
        }
    }

    /** Permissions tell less than trying: there are quotas, and file systems that are mounted to be read. */
    private static boolean takesFiles(String home, String name) {
        try {
            Path folder = Files.createDirectories(Path.of(home, name));
            Files.delete(Files.createTempFile(folder, ".marquetry", null));
            return true;
        } catch (IOException | InvalidPathException refused) {
            return false;
        }
    }
}
