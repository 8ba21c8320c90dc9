package dev.marquetry.tensor;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A libtorch that {@code PYTORCH_LIBRARY_PATH} names: DJL loads it whatever its version, and another one than DJL's
 * native part was built for ends the process.
 *
 * @param folder the folder with the libraries
 */
record InstalledLibtorch(Path folder) {
    private static final String LIBRARY = System.mapLibraryName("torch");
    private static final String DJLS_PART = System.mapLibraryName("djl_torch");
    private static final String CPU_LIBRARY = System.mapLibraryName("torch_cpu");

    /** The first number of a line such as {@code 2.7.1+cpu} or {@code __version__ = '2.7.1'}. */
    private static final Pattern VERSION = Pattern.compile("(?:^|['\"])(\\d+\\.\\d+\\.\\d+)");

    /** The library knows its version as the producer of ONNX files, beside this text. */
    private static final String NEIGHBOUR = "Custom opset domain: '";

    private static final Pattern EMBEDDED = Pattern.compile("\0(\\d+\\.\\d+\\.\\d+)(?:a0|\\+[\\w.]*)?\0");
    private static final int NEIGHBOURHOOD = 256;
    private static final int BLOCK = 1 << 22;

    /**
     * Returns the one that DJL will take.
     *
     * @param paths the value of {@code PYTORCH_LIBRARY_PATH}, or null
     */
    static Optional<InstalledLibtorch> of(String paths) {
        return Arrays.stream(paths == null ? new String[0] : paths.split(File.pathSeparator, -1))
                .map(InstalledLibtorch::folder)
                .filter(folder -> folder != null && Files.isRegularFile(folder.resolve(LIBRARY)))
                .findFirst()
                .map(InstalledLibtorch::new);
    }

    /** Returns the folder that an entry names, by itself or by the library in it, or null where it names nothing. */
    private static Path folder(String entry) {
        try {
            Path path = Path.of(entry).toAbsolutePath();
            return path.endsWith(LIBRARY) ? path.getParent() : path;
        } catch (InvalidPathException none) {
            return null;
        }
    }

    /** Returns whether a native part of DJL's lies beside it, made for it. */
    boolean hasDjlsPart() {
        return Files.isRegularFile(folder.resolve(DJLS_PART));
    }

    /** Returns its version, such as {@code 2.7.1}, or nothing where it does not say; nothing is loaded. */
    Optional<String> version() {
        for (String name : List.of("build-version", "version.py")) {
            for (Path place : List.of(folder, folder.resolve(".."))) {
                Optional<String> version = stated(place.resolve(name));
                if (version.isPresent()) {
                    return version;
                }
            }
        }
        try {
            return embedded(folder.resolve(CPU_LIBRARY));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> stated(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(VERSION::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> embedded(Path library) throws IOException {
        try (FileChannel channel = FileChannel.open(library, StandardOpenOption.READ)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            long position = 0;
            while (channel.read(block, position) > 0) {
                String text = new String(block.array(), 0, block.position(), StandardCharsets.ISO_8859_1);
                for (int at = text.indexOf(NEIGHBOUR); at >= 0; at = text.indexOf(NEIGHBOUR, at + 1)) {
                    Matcher near = EMBEDDED.matcher(text.substring(
                            Math.max(0, at - NEIGHBOURHOOD), Math.min(text.length(), at + NEIGHBOURHOOD)));
                    if (near.find()) {
                        return Optional.of(near.group(1));
                    }
                }
                // Blocks overlap, so that no neighbourhood is cut in each of them.
                position += Math.max(1, block.position() - 2L * NEIGHBOURHOOD - NEIGHBOUR.length());
                boolean last = block.position() < BLOCK;
                block.clear();
                if (last) {
                    break;
                }
            }
        }
        return Optional.empty();
    }
}
