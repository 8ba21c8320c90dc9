package dev.marquetry.spark.internals;

import java.lang.reflect.Method;
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

/** What Spark 3.5 and Spark 4 have under other names or in other places: here that of Spark 4. */
public final class SparkLine {
    private SparkLine() {}

    /** Returns what a session keeps beside its settings. */
    static SessionState state(SparkSession spark) {
        return classic(spark).sessionState();
    }

    /** Returns a session with the same tables and functions, and settings of its own. */
    static SparkSession copy(SparkSession spark) {
        return classic(spark).cloneSession();
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
                Option.empty(),
                classic(spark),
                Option.empty(),
                Option.empty());
        return org.apache.spark.sql.classic.Dataset.ofRows(classic(spark), plan);
    }

    /** Code that runs in Spark's own process has no other session. */
    private static org.apache.spark.sql.classic.SparkSession classic(SparkSession spark) {
        return (org.apache.spark.sql.classic.SparkSession) spark;
    }

    /** Returns the name of the condition that an exception of Spark's reports, or null. */
    public static String condition(SparkThrowable thrown) {
        return thrown.getCondition();
    }

    /** Returns the folders that Spark would put temporary files into, which need not be there. */
    public static List<String> localFolders(SparkConf settings) {
        return List.of((String[]) ofUtils("getConfiguredLocalDirs", settings));
    }

    /** Returns one of them, which is there. */
    public static String localFolder(SparkConf settings) {
        return (String) ofUtils("getLocalDir", settings);
    }

    /** Looked up by name, as no call would fit both: Spark 4.1 has a wider type for the settings than 4.0. */
    private static Object ofUtils(String name, SparkConf settings) {
        for (Method method : Utils.class.getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0].isAssignableFrom(SparkConf.class)) {
                try {
                    return method.invoke(null, settings);
                } catch (ReflectiveOperationException failure) {
                    throw new IllegalStateException("Spark does not tell its local folders", failure);
                }
            }
        }
        throw new IllegalStateException("Spark's Utils have no " + name);
    }
}
