package dev.marquetry.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void replacesLettersThatAnAsciiFileSystemRefuses() {
        assertThat(FileNames.ascii().writable("façade/写真_00012 #a.jpg")).isEqualTo("fa_ade/__00012 #a.jpg");
    }
}
