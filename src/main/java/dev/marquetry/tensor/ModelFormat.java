package dev.marquetry.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipFile;

/** Recognises what PyTorch saves that is not TorchScript, by the names in the file's archive. */
final class ModelFormat {
    private static final String CURE = "save it with torch.jit.trace or torch.jit.script";

    private ModelFormat() {}

    /**
     * Returns why a file is not TorchScript, or nothing where it may be.
     *
     * @param file a local file
     */
    static Optional<String> refusal(Path file) {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            if (has(archive, "(?:[^/]+/)?code/.*") || has(archive, "(?:[^/]+/)?constants\\.pkl")) {
                return Optional.empty();
            }
            if (has(archive, "(?:[^/]+/)?archive_format")
                    || has(archive, "(?:[^/]+/)?models/.*\\.json")
                    || has(archive, "serialized_exported_program\\.json")) {
                return Optional.of("not TorchScript: it is an exported program (.pt2); " + CURE);
            }
            if (has(archive, "(?:[^/]+/)?data\\.pkl")) {
                return Optional.of("not TorchScript: it is a state_dict, or a model saved with torch.save; " + CURE);
            }
            return Optional.empty();
        } catch (IOException noArchive) {
            return legacy(file);
        }
    }

    private static boolean has(ZipFile archive, String name) {
        return archive.stream().anyMatch(entry -> entry.getName().matches(name));
    }

    /** Before version 1.6 torch.save wrote a pickle alone: protocol 2, then a long integer, its magic number. */
    private static Optional<String> legacy(Path file) {
        byte[] magic = {(byte) 0x80, 2, (byte) 0x8a, 10, 'l', (byte) 0xfc, (byte) 0x9c, 'F'};
        try (InputStream stream = Files.newInputStream(file)) {
            return Arrays.equals(stream.readNBytes(magic.length), magic)
                    ? Optional.of("not TorchScript: it is a state_dict, or a model saved with torch.save; " + CURE)
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
