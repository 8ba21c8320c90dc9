package dev.marquetry.spark.internals;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkThrowable;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.UnknownPartitioning;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.internal.SessionState;
import org.apache.spark.util.Utils;
import scala.Option;

/** What Spark 3.5 and Spark 4 have under other names or in other places: here that of Spark 3.5. */
public final class SparkLine {
    private SparkLine() {}

    /** Returns what a session keeps beside its settings. */
    static SessionState state(SparkSession spark) {
        return spark.sessionState();
    }

    /** Returns a session with the same tables and functions, and settings of its own. */
    static SparkSession copy(SparkSession spark) {
        return spark.cloneSession();
    }

    /**
     * Returns rows as a DataFrame.
     *
     * @param ordering what the rows of each partition are sorted by
     */
    static Dataset<Row> dataset(
            SparkSession spark, List<Attribute> columns, RDD<InternalRow> rows, List<SortOrder> ordering) {
        LogicalRDD plan = new LogicalRDD(
                ScalaLists.of(columns),
                rows,
                new UnknownPartitioning(0),
                ScalaLists.of(ordering),
                false,
                spark,
                Option.empty(),
                Option.empty());
        return Dataset.ofRows(spark, plan);
    }

    /** Returns the name of the condition that an exception of Spark's reports, or null. */
    public static String condition(SparkThrowable thrown) {
        return thrown.getErrorClass();
    }

    /** Returns the folders that Spark would put temporary files into, which need not be there. */
    public static List<String> localFolders(SparkConf settings) {
        return List.of(Utils.getConfiguredLocalDirs(settings));
    }

    /** Returns one of them, which is there. */
    public static String localFolder(SparkConf settings) {
        return Utils.getLocalDir(settings);
    }
}
