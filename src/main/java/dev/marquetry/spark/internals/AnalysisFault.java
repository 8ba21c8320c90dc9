package dev.marquetry.spark.internals;

import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import scala.Option;
import scala.collection.immutable.Map$;

/** Spark's exception of a query that is at fault. */
public final class AnalysisFault {
    private AnalysisFault() {}

    /**
     * Throws Spark's exception of a query that is at fault: a checked one, which no interface of Spark's declares.
     *
     * @return nothing, so that a caller can write {@code throw}
     */
    public static RuntimeException thrown(String message, Throwable cause) {
        throw AnalysisFault.<RuntimeException>unchecked(new AnalysisException(
                message,
                Option.empty(),
                Option.empty(),
                Option.apply(cause),
                Option.empty(),
                Map$.MODULE$.empty(),
                new QueryContext[0]));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
