package dev.marquetry.spark;

import dev.marquetry.options.JobOptionsReader;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.AnalysisFault;
import dev.marquetry.spark.internals.RunningSpark;
import dev.marquetry.spark.internals.ScalaMaps;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.sources.RelationProvider;
import scala.collection.immutable.Map;

/**
 * Spark's data source {@code marquetry-images}: images by their paths, with the keys of a job file as options.
 *
 * <pre>{@code
 * spark.read().format("marquetry-images").option("resize.method", "crop").option("resize.height", 224)
 *         .option("resize.width", 224).load("pictures")
 * }</pre>
 */
public final class ImageSource implements RelationProvider, DataSourceRegister {
    /** The name for {@code DataFrameReader.format}, and {@code USING} in SQL. */
    public static final String NAME = "marquetry-images";

    @Override
    public String shortName() {
        return NAME;
    }

    @Override
    public BaseRelation createRelation(SQLContext context, Map<String, String> options) {
        RunningSpark.require();
        try {
            return ImageRelation.open(
                    context.sparkSession(), JobOptionsReader.imageSource(NAME, ScalaMaps.toJava(options)));
        } catch (UserException fault) {
            throw AnalysisFault.thrown(fault.getMessage(), fault);
        }
    }
}
