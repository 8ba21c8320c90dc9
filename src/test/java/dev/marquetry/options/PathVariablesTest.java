package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathVariablesTest {
    private final List<String> faults = new ArrayList<>();
    private final PathVariables variables = new PathVariables("/home/me", Map.of("DATA", "/mnt/a $x")::get, faults);

    private String expanded(String key, String text) {
        return variables.expanded(GivenValue.scalar(key, text, "--set")).texts().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "~, /home/me",
        "~/in, /home/me/in",
        "~you/in, ~you/in",
        "a/~/b, a/~/b",
        "$DATA/in, /mnt/a $x/in",
        "s3a://b/${DATA}x, s3a://b//mnt/a $xx",
        "a$$DATA, a$DATA",
        "a$, a$",
        "a$1{}, a$1{}"
    })
    void meansWhatAShellWould(String text, String meant) {
        assertThat(expanded("input.path", text)).isEqualTo(meant);
        assertThat(expanded("output.path", text)).isEqualTo(meant);
        assertThat(faults).isEmpty();
    }

    @Test
    void leavesWhatIsNoPath() {
        assertThat(expanded("input.path-column", "$DATA")).isEqualTo("$DATA");
    }

    @Test
    void refusesAVariableThatIsNotSet() {
        expanded("model.path", "$NONE/a.pt");
        assertThat(faults)
                .containsExactly("model.path names a variable that the environment does not have: NONE (--set);"
                        + " $$ is a dollar sign");
    }

    @Test
    void tellsOfItAmongTheFaultsOfAJob() {
        assertThat(JobOptionsFixture.faults("input.path: $MARQUETRY_NONE\noutput.path: out\n", "resize.height=0"))
                .hasSize(2)
                .first()
                .asString()
                .contains("MARQUETRY_NONE (line 1 of job.yaml)");
    }
}
