package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFaultsTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhyInWords() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(cause(folder.resolve("no/such.png"))).isEqualTo("its folder does not exist");
        assertThat(cause(file.resolve("in.png"))).isEqualTo("Not a directory");
        assertThat(cause(folder)).isEqualTo("Is a directory");
        assertThat(WriteFaults.cause(new AccessDeniedException("a.png"))).isEqualTo("access is refused");
        assertThat(WriteFaults.cause(new IOException("the disk is gone"))).isEqualTo("the disk is gone");
    }

    private static String cause(Path file) {
        return WriteFaults.cause(catchThrowableOfType(IOException.class, () -> Files.write(file, new byte[1])));
    }
}
