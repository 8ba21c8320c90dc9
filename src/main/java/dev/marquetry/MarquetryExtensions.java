package dev.marquetry;

import dev.marquetry.spark.internals.RunningSpark;
import dev.marquetry.spark.sql.SqlFunctions;
import org.apache.spark.sql.SparkSessionExtensions;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Gives sessions the SQL functions {@code image_array} and {@code image_info}, where {@code spark.sql.extensions} names
 * this class.
 *
 * <pre>{@code
 * SELECT path, a.image, a.height, a.width, a.channels
 * FROM (SELECT path, image_array(content, map('resize.method', 'crop',
 *               'resize.height', 224, 'resize.width', 224)) a FROM files)
 * WHERE a.error IS NULL
 * }</pre>
 *
 * <p>{@code image_array(content [, options])} takes the bytes of an image file and, in a map of constants, the options
 * {@code image.*}, {@code resize.*}, {@code tensor.*} and {@code engine.*} of a job. It gives a struct: {@code image},
 * which {@code format("marquetry")} writes as an array; {@code height}, {@code width}, {@code channels}; {@code
 * source_height}, {@code source_width}; and {@code error}, which is null where there is an array. What is wrong with a
 * call is an {@code AnalysisException}; what is wrong with an image is its {@code error}.
 *
 * <p>{@code image_info(content)} gives what the file's header says, without decoding: {@code format}, {@code width},
 * {@code height}, {@code mode}, {@code bits}, {@code orientation}, {@code frames} and {@code error}.
 */
public final class MarquetryExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
    /** Made by Spark, by the class's name. */
    public MarquetryExtensions() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        RunningSpark.require();
        SqlFunctions.inject(extensions);
        return BoxedUnit.UNIT;
    }
}
