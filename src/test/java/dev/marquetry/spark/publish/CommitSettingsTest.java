package dev.marquetry.spark.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class CommitSettingsTest {
    private static final Path ON_S3 = new Path("s3a://bucket/out/data");
    private static final String BINDING = "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter";

    private final SparkSession spark = SparkSessions.shared().newSession();

    @Test
    void takesTheMagicCommitterOnS3Only() {
        assertThat(CommitSettings.of(ON_S3, spark, "run"))
                .isEqualTo(Map.of(
                        "spark.sql.parquet.output.committer.class",
                        BINDING,
                        "fs.s3a.committer.name",
                        "magic",
                        "fs.s3a.committer.abort.pending.uploads",
                        "false",
                        "fs.s3a.committer.uuid",
                        "run"));
        assertThat(CommitSettings.writesInPlace(ON_S3, spark)).isTrue();
        assertThat(CommitSettings.writesInPlace(new Path("file:/out/data"), spark))
                .isFalse();
        assertThat(CommitSettings.of(new Path("file:/out/data"), spark, "run")).isEmpty();
        assertThat(CommitSettings.of(new Path("hdfs://name/out/data"), spark, "run"))
                .isEmpty();
    }

    @Test
    void leavesTheCommitterThatTheSessionNames() {
        spark.conf().set("fs.s3a.committer.name", "directory");
        assertThat(CommitSettings.of(ON_S3, spark, "run"))
                .isEqualTo(Map.of(
                        "spark.sql.parquet.output.committer.class",
                        BINDING,
                        "fs.s3a.committer.abort.pending.uploads",
                        "false",
                        "fs.s3a.committer.uuid",
                        "run"));
    }

    @Test
    void leavesTheProtocolThatTheSessionNames() {
        spark.conf()
                .set(
                        "spark.sql.sources.commitProtocolClass",
                        "org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol");
        assertThat(CommitSettings.of(ON_S3, spark, "run")).isEmpty();
        assertThat(CommitSettings.writesInPlace(ON_S3, spark)).isFalse();
    }
}
