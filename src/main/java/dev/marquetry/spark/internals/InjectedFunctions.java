package dev.marquetry.spark.internals;

import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.ApplyFunctionExpression;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import scala.Function1;
import scala.Tuple3;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Functions that a session has from its first query on, and calls of them. */
public final class InjectedFunctions {
    private InjectedFunctions() {}

    /** Makes the expression of a call while Spark analyses a query. */
    @FunctionalInterface
    public interface Builder {
        /** Returns the expression of a call, whose arguments are resolved. */
        Expression build(List<Expression> arguments);
    }

    /**
     * Adds a function to every session that is made with these extensions.
     *
     * @param name what queries call it by
     * @param usage what {@code DESCRIBE FUNCTION} says of it
     */
    public static void inject(SparkSessionExtensions extensions, String name, String usage, Builder builder) {
        ExpressionInfo info =
                new ExpressionInfo(builder.getClass().getName(), null, name, usage, "", "", "", "", "", "", "built-in");
        Function1<Seq<Expression>, Expression> call =
                arguments -> builder.build(JavaConverters.seqAsJavaList(arguments));
        extensions.injectFunction(new Tuple3<>(new FunctionIdentifier(name), info, call));
    }

    /** Returns the call of a function with one argument. */
    public static Expression call(ScalarFunction<?> function, Expression argument) {
        return new ApplyFunctionExpression(
                function, JavaConverters.asScalaBuffer(List.of(argument)).toList());
    }
}
