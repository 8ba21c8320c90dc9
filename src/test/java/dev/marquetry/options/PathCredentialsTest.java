package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathCredentialsTest {
    @ParameterizedTest
    @CsvSource({
        "s3a://KEY:SECRET@bucket/x.jpg, s3a://***@bucket/x.jpg",
        "s3a:/KEY:SECRET@bucket/x.jpg, s3a:/***@bucket/x.jpg",
        "s3a:///KEY:SEC/RET+@bucket/x.jpg, s3a:///***@bucket/x.jpg",
        "S3A://KEY:SECRET@bucket/x.jpg, S3A://***@bucket/x.jpg",
        "s3://KEY@bucket/x.jpg, s3://***@bucket/x.jpg",
        "s3a://KEY%3aSEC%2FRET@bucket/x.jpg, s3a://***@bucket/x.jpg",
        "s3a%3A%2F%2FKEY%3ASECRET%40bucket/x.jpg, s3a%3A%2F%2F***@bucket/x.jpg",
        "https://user:password@host/x.jpg, https://***@host/x.jpg",
        "HTTPS:/user:password@host/x.jpg, HTTPS:/***@host/x.jpg",
        "https://user%3Apass%2Fword@host/x.jpg, https://***@host/x.jpg",
        "https%3a%2f%2fuser%3apassword%40host%2fx.jpg, https%3a%2f%2f***@host%2fx.jpg",
        "ftp://user:password@host/x.jpg, ftp://***@host/x.jpg",
        "cannot read s3a://KEY:SECRET@bucket/x.jpg: no such key, cannot read s3a://***@bucket/x.jpg: no such key"
    })
    void masksThemInAnySpelling(String text, String expected) {
        assertThat(PathCredentials.areIn(text)).isTrue();
        assertThat(PathCredentials.masked(text)).isEqualTo(expected);
        assertThat(PathCredentials.masked(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abfss://container@account.dfs.core.windows.net/x.jpg",
                "s3a://bucket/a:b@c.jpg",
                "s3a://bucket/mail@example.org.jpg",
                "hdfs://name:8020/a@b.jpg",
                "file:/a:b@c.jpg",
                "file:///a:b@c.jpg",
                "12:30@noon.jpg",
                "mail to a@b.org: see http://host:80/"
            })
    void leavesOtherAtSignsAlone(String text) {
        assertThat(PathCredentials.areIn(text)).isFalse();
        assertThat(PathCredentials.masked(text)).isEqualTo(text);
    }
}
