package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.SourceOptions;
import java.util.List;
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
    void takesNamesLiterally(String given, String expected) throws RejectException {
        assertThat(resolver.resolve(given)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void refusesBlankPaths(String blank) {
        assertThatThrownBy(() -> resolver.resolve(blank))
                .isInstanceOfSatisfying(
                        RejectException.class,
                        failure -> assertThat(failure.code()).isEqualTo(RejectCode.BLANK_PATH))
                .hasMessage("the path is blank");
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> resolver.resolve(null)).hasMessage("the path is null");
    }

    @Test
    void refusesRelativePathsWithoutABase() {
        assertThatThrownBy(() -> new PathResolver(null).resolve("a.jpg"))
                .isInstanceOf(RejectException.class)
                .hasMessage("the path is relative and input.base is not set");
    }

    @Test
    void takesSchemesInUpperCase() throws RejectException {
        assertThat(resolver.resolve("S3A://bucket/A.JPG")).hasToString("s3a://bucket/A.JPG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3a://bucket/p//a.png",
                "s3a://bucket//a.png",
                "S3A://bucket/p//a.png",
                "gs://bucket/p/a.png/",
                "abfss://c@account.dfs.core.windows.net/p/./a.png",
                "wasbs://c@account.blob.core.windows.net/p/../a.png"
            })
    void refusesKeysOfWhichHadoopWouldMakeOthers(String key) {
        assertBad(resolver, key, "Hadoop's paths cannot name such a key");
    }

    @Test
    void refusesSuchKeysBelowABaseToo() throws RejectException {
        PathResolver onS3 = new PathResolver("s3a://bucket/p");
        assertBad(onS3, "q//a.png", "an empty part");
        assertBad(onS3, "q/../a.png", "the part ..");
        assertThat(onS3.resolve("./a.png")).hasToString("s3a://bucket/p/a.png");
        assertThat(onS3.resolve("../q/a.png")).hasToString("s3a://bucket/q/a.png");
        assertThat(resolver.resolve("q//a.png")).hasToString("file:/data/base/q/a.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3a://KEY:SECRET@bucket/a.jpg",
                "s3a:/KEY:SECRET@bucket/a.jpg",
                "https://user:password@host/a.jpg",
                "s3a:/***@bucket/a.jpg",
                "https://***@host/a.jpg"
            })
    void refusesCredentialsAlsoWhereTheyAreMasked(String path) {
        assertBad(resolver, path, "there are credentials in the path");
    }

    @Test
    void opensServersOnlyWhereTheyAreAllowed() throws RejectException {
        for (String scheme : SourceOptions.GUARDED_SCHEMES) {
            String path = scheme + "://localhost:1/a.jpg";
            assertThatThrownBy(() -> resolver.resolve(path))
                    .isInstanceOfSatisfying(
                            RejectException.class,
                            failure -> assertThat(failure.code()).isEqualTo(RejectCode.SCHEME_NOT_ALLOWED))
                    .hasMessageContaining("input.schemes names " + scheme);
            assertThat(resolver.allowing(List.of(scheme)).resolve(path)).hasToString(path);
        }
        assertThatThrownBy(() -> resolver.resolve("HTTP://localhost:1/a.jpg")).hasMessageContaining("input.schemes");
    }

    private static void assertBad(PathResolver resolver, String path, String message) {
        assertThatThrownBy(() -> resolver.resolve(path))
                .isInstanceOfSatisfying(
                        RejectException.class,
                        failure -> assertThat(failure.code()).isEqualTo(RejectCode.BAD_PATH))
                .hasMessageContaining(message);
    }
}
