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
import org.apache.spark.sql.catalyst.plans.physical.UnknownPartitioning;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

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
        Seq<Attribute> attributes = attributes(schema);
        List<SortOrder> ordering = new ArrayList<>();
        for (String name : sortedBy) {
            Attribute attribute = attributes.apply(schema.fieldIndex(name));
            ordering.add(new SortOrder(
                    attribute,
                    Ascending$.MODULE$,
                    Ascending$.MODULE$.defaultNullOrdering(),
                    JavaConverters.asScalaBuffer(List.<Expression>of())));
        }
        LogicalRDD plan = new LogicalRDD(
                attributes,
                rows.rdd(),
                new UnknownPartitioning(0),
                JavaConverters.asScalaBuffer(ordering),
                false,
                spark,
                Option.empty(),
                Option.empty());
        return Dataset.ofRows(spark, plan);
    }

    private static Seq<Attribute> attributes(StructType schema) {
        List<Attribute> attributes = new ArrayList<>();
        JavaConverters.seqAsJavaList(DataTypeUtils.toAttributes(schema)).forEach(attributes::add);
        return JavaConverters.asScalaBuffer(attributes);
    }
}
