package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileBuffersTest {
    private final FileBuffers buffers = new FileBuffers(1 << 20);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 65_537, 3_000_000})
    void givesWhatIsLongEnough(int length) {
        assertThat(buffers.take(length)).hasSizeGreaterThanOrEqualTo(Math.max(1, length));
    }

    @Test
    void givesAnArrayAgain() {
        byte[] first = buffers.take(100_000);
        assertThat(buffers.take(100_000)).isNotSameAs(first);
        buffers.give(first);
        assertThat(buffers.take(first.length)).isSameAs(first);
    }

    @Test
    void keepsNoMoreThanItMay() {
        byte[] large = new byte[(1 << 20) + 1];
        buffers.give(large);
        assertThat(buffers.take(1)).isNotSameAs(large);
        byte[] half = new byte[1 << 19];
        byte[] most = new byte[(1 << 19) + 1];
        buffers.give(half);
        buffers.give(most);
        assertThat(buffers.take(1)).isSameAs(half);
        assertThat(buffers.take(1)).isNotSameAs(most);
    }
}
