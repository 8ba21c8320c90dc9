package dev.marquetry.image.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Keeps off standard error what libjpeg prints about damaged files, which names none of them.
 *
 * <p>OpenCV has no switch for that. The C library's variable {@code stderr} is made to name a stream that takes no
 * output, that of standard input; Java, the JVM and C++ write to standard error by other ways, and still do. Works with
 * the C library of GNU, and does nothing where the variable cannot be written. {@code
 * -Dmarquetry.native-warnings=true} keeps the warnings.
 */
final class NativeWarnings {
    private static final String KEPT = "marquetry.native-warnings";
    private static final Path MEMORY_MAP = Path.of("/proc/self/maps");

    private NativeWarnings() {}

    /** Silences the C library's standard error for the rest of the process. */
    static void silence() {
        if (Boolean.getBoolean(KEPT)) {
            return;
        }
        Pointer error = Loader.addressof("stderr");
        Pointer input = Loader.addressof("stdin");
        if (error != null && input != null && isWritable(error.address())) {
            new LongPointer(error).put(new LongPointer(input).get());
        }
    }

    /** Tells whether memory may be written to: in some C libraries the variable is a constant. */
    private static boolean isWritable(long address) {
        try {
            List<String> lines = Files.readAllLines(MEMORY_MAP);
            return lines.stream().anyMatch(line -> {
                String[] range = line.substring(0, line.indexOf(' ')).split("-", -1);
                return Long.compareUnsigned(Long.parseUnsignedLong(range[0], 16), address) <= 0
                        && Long.compareUnsigned(address, Long.parseUnsignedLong(range[1], 16)) < 0
                        && line.charAt(line.indexOf(' ') + 2) == 'w';
            });
        } catch (IOException noLinux) {
            return false;
        }
    }
}
