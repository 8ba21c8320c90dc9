package dev.marquetry.spark.internals;

import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.ApplyFunctionExpression;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import scala.Tuple3;

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
        // The list's type, which differs between Scala 2.12 and 2.13, is not spelt out.
        extensions.injectFunction(new Tuple3<>(
                new FunctionIdentifier(name), info, arguments -> builder.build(ScalaLists.toJava(arguments))));
    }

    /** Returns the call of a function with one argument. */
    public static Expression call(ScalarFunction<?> function, Expression argument) {
        return new ApplyFunctionExpression(function, ScalaLists.of(List.of(argument)));
    }
}
