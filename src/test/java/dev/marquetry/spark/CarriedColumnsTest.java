package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.parquet.DatasetReport;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedColumnsTest {
    private static final Path PICTURE =
            Path.of("src/test/resources/golden/jpeg/wide-61.jpg").toAbsolutePath();
    private static final String FAR = "0001-01-01 9999-12-31 23:59:59.999999";

    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    private Path folder;

    private String output;

    @BeforeEach
    void name() {
        output = folder.resolve("out").toString();
    }

    @Test
    void keepFarDatesAndTimestampsInDataAndRejects() throws IOException, SQLException {
        String manifest = folder.resolve("manifest").toString();
        spark.sql("SELECT path, DATE'0001-01-01' AS day, TIMESTAMP'9999-12-31 23:59:59.999999 UTC' AS taken"
                        + " FROM VALUES ('" + PICTURE + "'), ('missing.jpg') AS paths(path)")
                .write()
                .format("marquetry")
                .save(manifest);
        assertThat(spark.conf().get("spark.sql.parquet.outputTimestampType")).isEqualTo("INT96");
        assertThat(spark.conf().get("spark.sql.parquet.datetimeRebaseModeInWrite"))
                .isEqualTo(spark.version().startsWith("3.") ? "EXCEPTION" : "CORRECTED");
        ConversionResult result = run(manifest, new OutputFiles(1 << 20, 1 << 20));
        assertThat(result.converted()).isEqualTo(1);
        assertThat(result.rejectedRows()).isEqualTo(1);
        for (String part : List.of("data", "rejects")) {
            assertThat(spark.read()
                            .parquet(output + "/" + part)
                            .selectExpr("concat(day, ' ', to_utc_timestamp(taken, current_timezone()))")
                            .head()
                            .getString(0))
                    .as("%s, read by Spark", part)
                    .isEqualTo(FAR);
            assertThat(byDuckDb(part)).as("%s, read by DuckDB", part).isEqualTo(FAR);
        }
    }

    @Test
    void standInRowGroupsOfTheSizeThatIsAskedFor() throws IOException {
        String manifest = folder.resolve("manifest").toString();
        spark.range(5)
                .selectExpr("'" + PICTURE + "' AS path", "id")
                .coalesce(1)
                .write()
                .parquet(manifest);
        run(manifest, new OutputFiles(1 << 20, 1));
        DatasetReport report = DatasetReport.of(
                new org.apache.hadoop.fs.Path(output, "data"),
                spark.sessionState().newHadoopConf());
        assertThat(report.rows()).isEqualTo(5);
        assertThat(report.rowGroups()).isEqualTo(5);
    }

    private String byDuckDb(String part) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT strftime(day, '%Y-%m-%d') || ' ' || strftime(make_timestamp(epoch_us(taken)),"
                                + " '%Y-%m-%d %H:%M:%S.%f') FROM '" + output + "/" + part + "/*.parquet'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Sizes of the files and their row groups. */
    private record OutputFiles(long fileSize, long rowGroupSize) {}

    private ConversionResult run(String manifest, OutputFiles files) throws IOException {
        ConversionOptions options = new ConversionOptions(
                SourceOptions.of(manifest, InputFormat.PARQUET),
                new ImageOptions(
                        ColorMode.RGB,
                        Orientation.IGNORE,
                        ImageOptions.DEFAULT_MAX_PIXELS,
                        new Resize(ResizeMethod.CROP, 24, 32, PadMode.REFLECTION)),
                TensorOptions.of(DType.UINT8),
                new EngineOptions(DeviceChoice.CPU, 8),
                OutputOptions.to(output).withFileSize(files.fileSize()).withRowGroupSize(files.rowGroupSize()));
        try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
            return conversion.run((done, rejected) -> {});
        }
    }
}
