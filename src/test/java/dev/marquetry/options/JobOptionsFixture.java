package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;

/** Resolves job files that stand in a test. */
public final class JobOptionsFixture {
    public static final String MINIMAL = "input.path: in\noutput.path: out\n";

    private JobOptionsFixture() {}

    public static JobOptions resolve(String yaml, String... settings) {
        return JobOptionsReader.resolve(JobFile.parse(yaml, "job.yaml"), JobSettings.of(List.of(settings)), "job.yaml");
    }

    static Map<String, Object> written(String yaml, String... settings) {
        return WrittenOptions.of(resolve(yaml, settings));
    }

    static String fingerprint(String yaml, String... settings) {
        return WrittenOptions.fingerprint(resolve(yaml, settings).conversion());
    }

    static List<String> faults(String yaml, String... settings) {
        OptionFaults refusal = catchThrowableOfType(OptionFaults.class, () -> resolve(yaml, settings));
        assertThat(refusal).as("%s with %s", yaml, List.of(settings)).isNotNull();
        assertThat(refusal.kind()).isEqualTo(UserException.Kind.USAGE);
        return refusal.faults();
    }
}
