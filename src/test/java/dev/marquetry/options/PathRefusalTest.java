package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathRefusalTest {
    private static final String BELOW =
            "output.path must not be below input.path, where the next run would find the report's pictures: ";

    @ParameterizedTest
    @CsvSource({
        "a, a/out",
        "./a, a/b/out",
        "a/*, a/out",
        "a/*, a",
        "., out",
        "., ./",
        "b/.., out",
        "/, /out",
        "s3a://bucket/a, s3a://bucket/a/out",
        "s3a://bucket/a/*/, s3a://bucket/a/out"
    })
    void refusesToWriteWhereTheNextRunLists(String input, String output) {
        assertThat(faults(input, output)).containsExactly(BELOW + output + " (line 2 of job.yaml)");
        assertThat(JobOptionsFixture.resolve(job(input, output), "input.format=parquet"))
                .isNotNull();
    }

    @Test
    void comparesRelativePathsWithAbsoluteOnes() {
        String output = Path.of("a/out").toAbsolutePath().toString();
        assertThat(faults("a", output)).containsExactly(BELOW + output + " (line 2 of job.yaml)");
    }

    @ParameterizedTest
    @CsvSource({
        "a, ab",
        "a, a/../out",
        "a, out/a",
        "a/*.jpg, a/out",
        "a, a/.hidden/out",
        "s3a://bucket/a, s3a://other/a/out",
        "s3a://bucket/a, s3a://bucket/ab",
        "list.csv, list.csv.out"
    })
    void writesBesideTheInput(String input, String output) {
        assertThat(JobOptionsFixture.resolve(job(input, output))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/list.csv", "HTTPS://host/in", "ftp://host/in"})
    void refusesWebAddresses(String address) {
        String rule = " must not be a web address, which can be neither listed nor written; download it first: ";
        assertThat(faults(address, "out")).containsExactly("input.path" + rule + address + " (line 1 of job.yaml)");
        assertThat(faults("in", address)).containsExactly("output.path" + rule + address + " (line 2 of job.yaml)");
        assertThat(JobOptionsFixture.resolve(job("list.csv", "out"), "input.base=" + address))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list.tsv", "list.TSV.gz", "lists/*.tsv"})
    void refusesTablesWithTabs(String table) {
        assertThat(faults(table, "out"))
                .containsExactly("input.path is named like a table with tabs between fields, which is not read; save"
                        + " it as CSV with commas: " + table + " (line 1 of job.yaml)");
        assertThat(JobOptionsFixture.resolve(job(table, "out"), "input.format=csv"))
                .isNotNull();
    }

    private static List<String> faults(String input, String output) {
        return JobOptionsFixture.faults(job(input, output));
    }

    private static String job(String input, String output) {
        return "input.path: '" + input + "'\noutput.path: '" + output + "'\n";
    }
}
