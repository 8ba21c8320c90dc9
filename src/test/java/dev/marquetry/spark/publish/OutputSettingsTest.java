package dev.marquetry.spark.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void writesNoChecksumFilesToALocalFolder() throws IOException {
        for (String name : new String[] {folder.toString(), folder.toUri().toString()}) {
            Configuration configuration = OutputSettings.configuration(name, new Configuration());
            FileSystem files = new org.apache.hadoop.fs.Path(name).getFileSystem(configuration);
            files.create(new org.apache.hadoop.fs.Path(name, "a")).close();
            assertThat(folder).isDirectoryContaining(file -> file.endsWith("a"));
            assertThat(folder.toFile().list()).containsExactly("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a://bucket/out", "hdfs://host/out", "/out"})
    void leavesTheLocalFileSystemOfARemoteOutputAsItIs(String output) throws IOException {
        Configuration cluster = new Configuration();
        cluster.set("fs.defaultFS", "hdfs://host");
        Configuration configuration = OutputSettings.configuration(output, cluster);
        assertThat(FileSystem.getLocal(configuration)).isInstanceOf(LocalFileSystem.class);
        assertThat(configuration.get("fs.file.impl")).isNull();
    }
}
