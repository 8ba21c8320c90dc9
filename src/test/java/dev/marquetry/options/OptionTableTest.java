package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionTableTest {
    @Test
    void showsKeyDefaultValuesAndMeaning() {
        assertThat(OptionTable.markdown())
                .startsWith("| key | default | values | meaning |\n|---|---|---|---|\n")
                .contains("| `input.path` | required | text | Folder, glob or manifest; a relative one is relative to"
                        + " the working directory. |\n")
                .contains("| `output.file-size` | `256m` | a size of at least 1m")
                .contains("| `resize.height` |  | a whole number from 1 to 65535 |");
    }

    @Test
    void hasALinePerOption() {
        assertThat(OptionTable.markdown().lines()).hasSize(2 + OptionCatalog.ALL.size());
        assertThat(OptionTable.text().lines().filter(line -> !line.startsWith("   ")))
                .hasSize(OptionCatalog.ALL.size());
    }

    @Test
    void fitsATerminal() {
        assertThat(OptionTable.text().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(OptionTable.text()).startsWith("""
                          input.path (required)
                              Folder, glob or manifest; a relative one is relative to the working directory.
                              Takes text.
                        """);
    }

    @Test
    void holdsNoKeyTwice() {
        assertThat(KeyDistance.keys()).doesNotHaveDuplicates();
    }
}
