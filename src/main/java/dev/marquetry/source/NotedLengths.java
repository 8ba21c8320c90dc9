package dev.marquetry.source;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The lengths of images' files as a manifest notes them: whole numbers, or text that is one. No value, and a number
 * that is no file's length, mean that the length is not known. Other text shows that the column is another one.
 */
final class NotedLengths {
    /** Programs that write a whole number as a fraction, where some values of the column are missing, are common. */
    private static final String WHOLE_NUMBER = "^\\s*([+-]?[0-9]{1,18})(?:\\.0*)?\\s*$";

    private static final UserDefinedFunction REFUSE = functions.udf(
            (UDF2<String, String, Long>) (path, value) -> {
                throw new NoLengthException(path, value);
            },
            DataTypes.LongType);

    private NotedLengths() {}

    /** Returns the lengths in a column of whole numbers. */
    static Column ofNumbers(Column column) {
        return ofAFile(column.cast(DataTypes.LongType));
    }

    /**
     * Returns the lengths in a column of text; reading them fails with a {@link NoLengthException} at other text.
     *
     * @param path the column of the images' paths
     */
    static Column ofText(Column column, Column path) {
        Column digits = functions.regexp_extract(column, WHOLE_NUMBER, 1);
        return ofAFile(functions
                .when(digits.notEqual(""), digits.cast(DataTypes.LongType))
                .when(functions.trim(column).notEqual(""), REFUSE.apply(path, column)));
    }

    private static Column ofAFile(Column length) {
        return functions.when(length.between(1, Integer.MAX_VALUE), length);
    }
}
