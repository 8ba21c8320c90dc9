package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.marquetry.options.UserException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageFaultsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    s3      | S3 is not reached by this scheme       | write s3a:// in place of s3://
                    s3n     | S3 is not reached by this scheme       | write s3a:// in place of s3n://
                    nowhere | no file system is known by the scheme  | check the scheme, or give Spark the library of
                    """)
    void takesAnUnknownSchemeForAFaultOfTheUser(String scheme, String cause, String cure) {
        Path path = new Path(scheme + "://bucket/in");
        IOException failure = catchThrowableOfType(IOException.class, () -> path.getFileSystem(new Configuration()));
        UserException fault = StorageFaults.of("input.path cannot be read: " + path, failure);
        assertThat(fault.kind()).isEqualTo(UserException.Kind.USAGE);
        assertThat(fault)
                .hasMessageStartingWith("input.path cannot be read: " + path + "\n  cause: " + cause + " (")
                .hasMessageContaining(")\n  cure:  " + cure);
        assertThat(StorageFaults.of("the dataset cannot be read", new IOException("broken"))
                        .kind())
                .isEqualTo(UserException.Kind.RUN);
    }
}
