package dev.marquetry.spark.internals;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that are sorted within their partitions, as a DataFrame that knows it.
 *
 * <p>A write with {@code partitionBy} sorts its rows by the partition columns unless the plan says that they are
 * sorted. Sorting paths is cheap, sorting arrays is not, so it is done before they are made. Rows are Catalyst's own,
 * so a cell is not encoded again.
 */
public final class SortedRows {
    private SortedRows() {}

    /** Returns rows as a DataFrame. */
    public static Dataset<Row> dataset(
            SparkSession spark, JavaRDD<InternalRow> rows, StructType schema, List<String> sortedBy) {
        List<Attribute> attributes = ScalaLists.toJava(DataTypeUtils.toAttributes(schema));
        List<SortOrder> ordering = new ArrayList<>();
        for (String name : sortedBy) {
            ordering.add(new SortOrder(
                    attributes.get(schema.fieldIndex(name)),
                    Ascending$.MODULE$,
                    Ascending$.MODULE$.defaultNullOrdering(),
                    ScalaLists.of(List.<Expression>of())));
        }
        return SparkLine.dataset(spark, attributes, rows.rdd(), ordering);
    }
}
