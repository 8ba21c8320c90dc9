package dev.marquetry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.marquetry.UserException;
import java.util.List;

/** Resolves job files that stand in a test. */
final class JobOptionsFixture {
    static final String MINIMAL = "input.path: in\noutput.path: out\n";

    private JobOptionsFixture() {}

    static JobOptions resolve(String yaml, String... settings) {
        return JobOptionsReader.resolve(JobFile.parse(yaml, "job.yaml"), List.of(settings), "job.yaml");
    }

    static List<String> faults(String yaml, String... settings) {
        OptionFaults refusal = catchThrowableOfType(OptionFaults.class, () -> resolve(yaml, settings));
        assertThat(refusal).as("%s with %s", yaml, List.of(settings)).isNotNull();
        assertThat(refusal.kind()).isEqualTo(UserException.Kind.USAGE);
        return refusal.faults();
    }
}
