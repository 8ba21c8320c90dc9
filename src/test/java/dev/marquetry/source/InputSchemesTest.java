package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.UserException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class InputSchemesTest {
    private static final PathResolver RESOLVER = new PathResolver("file:/data");

    @Test
    void refusesAnInputThatNoFileSystemAnswersTo() {
        InputSchemes schemes = of("s3://bucket/1.jpg", "s3://bucket/2.jpg", " ", null);
        assertThatThrownBy(() -> schemes.warnings(RESOLVER, new Configuration()))
                .isInstanceOfSatisfying(
                        UserException.class, fault -> assertThat(fault.kind()).isEqualTo(UserException.Kind.USAGE))
                .hasMessageContaining("no file system answers to s3://, the scheme of 2 paths")
                .hasMessageContaining("cure:  write s3a:// in place of s3://");
    }

    @Test
    void warnsOfPathsAmongOthersWithTheCure() {
        InputSchemes schemes =
                of("1.jpg", "/abs/2.jpg", "file:/3.jpg", "gs://b/4.jpg", "http://h/5.jpg", "http://h/6.jpg");
        assertThat(schemes.warnings(RESOLVER, new Configuration()))
                .containsExactly(
                        "no file system answers to gs://, the scheme of 1 path: they will be rejected; add Google's"
                                + " gcs-connector for Hadoop 3 (com.google.cloud.bigdataoss, spark.jars.packages)",
                        "2 paths of http will be rejected, as input.schemes does not name http");
        assertThat(of("http://h/5.jpg", "file:/1.jpg")
                        .warnings(RESOLVER.allowing(List.of("http")), new Configuration()))
                .isEmpty();
    }

    @Test
    void countsRelativePathsUnderTheBase() {
        assertThatThrownBy(() -> of("1.jpg").warnings(new PathResolver("s3n://bucket"), new Configuration()))
                .hasMessageContaining("write s3a:// in place of s3n://");
        assertThat(of("1.jpg").warnings(new PathResolver("s3a://bucket"), new Configuration()))
                .isEmpty();
    }

    @Test
    void tellsAFileSystemWhoseClassIsMissing() {
        Configuration configuration = new Configuration();
        configuration.set("fs.wasbs.impl", "no.such.Class");
        assertThatThrownBy(() -> of("wasbs://c@a/1.jpg").warnings(RESOLVER, configuration))
                .hasMessageContaining("no.such.Class")
                .hasMessageContaining("add the library org.apache.hadoop:hadoop-azure:");
    }

    private static InputSchemes of(String... paths) {
        InputSchemes first = new InputSchemes();
        InputSchemes second = new InputSchemes();
        for (int index = 0; index < paths.length; index++) {
            (index % 2 == 0 ? first : second).add(paths[index]);
        }
        first.addAll(second);
        return first;
    }
}
