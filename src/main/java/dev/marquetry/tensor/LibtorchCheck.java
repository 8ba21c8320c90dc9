package dev.marquetry.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees that an installed libtorch is the one that DJL's native part was built for, before anything is loaded. */
final class LibtorchCheck {
    private static final String VARIABLE = "PYTORCH_LIBRARY_PATH";
    private static final String PROPERTIES = "/jnilib/pytorch.properties";
    private static final Logger LOG = LoggerFactory.getLogger(LibtorchCheck.class);

    private LibtorchCheck() {}

    /**
     * Checks what the environment of this process names.
     *
     * @throws EngineUnavailableException if it is of another version
     */
    static void run() throws EngineUnavailableException {
        String asked = System.getenv("PYTORCH_VERSION");
        check(
                System.getenv(VARIABLE),
                asked == null ? Optional.ofNullable(System.getProperty("PYTORCH_VERSION")) : Optional.of(asked));
    }

    /**
     * Checks what a path names.
     *
     * @param paths the value of {@code PYTORCH_LIBRARY_PATH}, or null
     * @param asked the version that the user has told DJL, if any: DJL then takes its native part for that one
     */
    static void check(String paths, Optional<String> asked) throws EngineUnavailableException {
        Optional<InstalledLibtorch> installed = InstalledLibtorch.of(paths);
        Optional<String> wanted = asked.or(LibtorchCheck::bundled);
        if (installed.isEmpty() || installed.get().hasDjlsPart() || wanted.isEmpty()) {
            return;
        }
        Optional<String> found = installed.get().version();
        if (found.isEmpty()) {
            LOG.warn(
                    "The version of the libtorch in {} is unknown: if it is not {} it may end this process",
                    installed.get().folder(),
                    wanted.get());
        } else if (!found.get().equals(wanted.get())) {
            throw new EngineUnavailableException(
                    "the libtorch of " + VARIABLE + " does not fit: "
                            + installed.get().folder(),
                    "it is version " + found.get() + ", and DJL's native part here is for " + wanted.get(),
                    "install libtorch " + wanted.get() + " there (pip install torch==" + wanted.get()
                            + "), put DJL's libdjl_torch.so for " + found.get() + " beside it, or unset " + VARIABLE,
                    null);
        }
    }

    /** Returns the version that the native part on the class path is for. */
    private static Optional<String> bundled() {
        try (InputStream stream = LibtorchCheck.class.getResourceAsStream(PROPERTIES)) {
            if (stream == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(stream);
            return Optional.ofNullable(properties.getProperty("jni_version")).map(version -> version.split("-", 2)[0]);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
