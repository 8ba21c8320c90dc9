package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathResolverTest {
    private final PathResolver resolver = new PathResolver("file:/data/base");

    @ParameterizedTest
    @CsvSource({
        "a.jpg, file:/data/base/a.jpg",
        "sub/a.jpg, file:/data/base/sub/a.jpg",
        "my photo.jpg, file:/data/base/my photo.jpg",
        "100%.jpg, file:/data/base/100%.jpg",
        "a%20b.jpg, file:/data/base/a%20b.jpg",
        "a#b.jpg, file:/data/base/a#b.jpg",
        "a?b.jpg, file:/data/base/a?b.jpg",
        "a+b.jpg, file:/data/base/a+b.jpg",
        "12:30.jpg, file:/data/base/12:30.jpg",
        "größe.jpg, file:/data/base/größe.jpg",
        "/abs/a.jpg, /abs/a.jpg",
        "s3a://bucket/a b.jpg, s3a://bucket/a b.jpg",
        "file:///abs/a.jpg, file:/abs/a.jpg"
    })
    void takesNamesLiterally(String given, String expected) throws FetchException {
        assertThat(resolver.resolve(given)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void refusesBlankPaths(String blank) {
        assertThatThrownBy(() -> resolver.resolve(blank))
                .isInstanceOfSatisfying(
                        FetchException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(FetchException.Fault.BLANK_PATH))
                .hasMessage("the path is blank");
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> resolver.resolve(null)).hasMessage("the path is null");
    }

    @Test
    void refusesRelativePathsWithoutABase() {
        assertThatThrownBy(() -> new PathResolver(null).resolve("a.jpg"))
                .isInstanceOf(FetchException.class)
                .hasMessage("the path is relative and input.base is not set");
    }
}
