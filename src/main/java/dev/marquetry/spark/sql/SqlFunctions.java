package dev.marquetry.spark.sql;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.JobOptionsReader;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.AnalysisFault;
import dev.marquetry.spark.internals.InjectedFunctions;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Makes the calls of the SQL functions, or refuses them while Spark analyses the query. Starts no Spark job. */
public final class SqlFunctions {
    static final String IMAGE_ARRAY = "image_array";
    static final String IMAGE_INFO = "image_info";

    private SqlFunctions() {}

    /** Adds the functions to the sessions of these extensions. */
    public static void inject(SparkSessionExtensions extensions) {
        InjectedFunctions.inject(
                extensions,
                IMAGE_ARRAY,
                "_FUNC_(content[, options]) - Returns the array of the image whose file has these bytes, with its"
                        + " sizes, or the error that it gives instead. The options are a map of a job's keys.",
                arguments -> refusing(() -> imageArray(arguments)));
        InjectedFunctions.inject(
                extensions,
                IMAGE_INFO,
                "_FUNC_(content) - Returns what the header of an image file says, given the file's bytes.",
                arguments -> refusing(() -> imageInfo(arguments)));
    }

    /** Makes an expression, or tells what the user did wrong. */
    @FunctionalInterface
    private interface Call {
        Expression make();
    }

    private static Expression refusing(Call call) {
        try {
            return call.make();
        } catch (UserException fault) {
            throw AnalysisFault.thrown(fault.getMessage(), fault);
        }
    }

    private static Expression imageArray(List<Expression> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw wrongCount(
                    IMAGE_ARRAY, "the bytes of the image, and a map of options or none", arguments.size(), "content");
        }
        requireBytes(IMAGE_ARRAY, arguments.get(0));
        List<Map.Entry<String, String>> texts =
                arguments.size() == 1 ? List.of() : LiteralMap.read(IMAGE_ARRAY, arguments.get(1));
        ArrayOptions options = JobOptionsReader.ofFunction(IMAGE_ARRAY, texts);
        return InjectedFunctions.call(new ImageArrayFunction(options), arguments.get(0));
    }

    private static Expression imageInfo(List<Expression> arguments) {
        if (arguments.size() != 1) {
            throw wrongCount(IMAGE_INFO, "one argument, the bytes of the image", arguments.size(), "content");
        }
        requireBytes(IMAGE_INFO, arguments.get(0));
        return InjectedFunctions.call(new ImageInfoFunction(), arguments.get(0));
    }

    private static UserException wrongCount(String function, String taken, int given, String example) {
        return new UserException(
                UserException.Kind.USAGE,
                function + " is called with " + given + " arguments",
                "it takes " + taken,
                "write, for example, " + function + "(" + example + ")");
    }

    private static void requireBytes(String function, Expression argument) {
        DataType type = argument.dataType();
        if (type.equals(DataTypes.BinaryType) || type.equals(DataTypes.NullType)) {
            return;
        }
        throw new UserException(
                UserException.Kind.USAGE,
                function + " takes a binary column, and " + argument.sql() + " is of type " + type.sql(),
                "it is given the bytes of image files and opens no file itself",
                type.equals(DataTypes.StringType)
                        ? "read the files, as spark.read.format('binaryFile') does, and give it the column content;"
                                + " for a column of paths there is dev.marquetry.Images"
                        : "give it the bytes of the files, such as the column content of"
                                + " spark.read.format('binaryFile')");
    }
}
