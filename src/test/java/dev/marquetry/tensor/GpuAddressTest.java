package dev.marquetry.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0,          4, ,                  0",
        "3,          4, ,                  3",
        "3,          1, ,                  0",
        "3,          2, '1,3',             1",
        "0,          2, '1,0',             1",
        "GPU-5f2c,   1, ,                  0",
        "MIG-aa/1/0, 1, ,                  0",
        "GPU-b,      2, 'GPU-a, GPU-b',    1",
        "5,          1, 5,                 0"
    })
    void findsTheNumberAmongThoseThatTheProcessSees(String address, int count, String visible, int index)
            throws EngineUnavailableException {
        assertThat(GpuAddress.index(address, count, Optional.ofNullable(visible)))
                .isEqualTo(index);
    }

    @ParameterizedTest
    @CsvSource({"4, 4, ", "GPU-5f2c, 2, ", "MIG-a, 2, 'GPU-a,GPU-b'", "0, 2, '4,5'", "-1, 2, "})
    void refusesWhatCannotBeFound(String address, int count, String visible) {
        assertThatThrownBy(() -> GpuAddress.index(address, count, Optional.ofNullable(visible)))
                .isInstanceOfSatisfying(EngineUnavailableException.class, refusal -> {
                    assertThat(refusal.problem())
                            .isEqualTo("the GPU that Spark assigned cannot be found here: " + address);
                    assertThat(refusal.reason()).startsWith("this executor sees " + count + " GPUs");
                    assertThat(refusal.cure()).contains("scripts/gpus", "CUDA_VISIBLE_DEVICES");
                });
    }
}
