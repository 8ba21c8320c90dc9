package dev.marquetry.spark;

import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.source.ColumnName;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.PathResolver;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.spark.task.InputRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where the images of a DataFrame are.
 *
 * @param path the column of paths, if there is one
 * @param pathName what it is called in the result
 * @param content the column of the images' bytes, if they are not in files
 * @param carried the other columns
 */
record FrameColumns(Optional<ColumnName> path, String pathName, Optional<ColumnName> content, StructType carried) {
    private static final String DEFAULT_PATH = "path";

    /** A path is needed only where it is opened. */
    static FrameColumns of(
            StructType schema, Optional<String> pathColumn, Optional<String> contentColumn, List<String> tensors) {
        Optional<ColumnName> content = contentColumn.map(
                name -> of(schema, name, DataTypes.BinaryType, "bytes", "name the column that holds the images"));
        Optional<ColumnName> path = pathColumn.isPresent() || content.isEmpty()
                ? Optional.of(of(
                        schema,
                        pathColumn.orElse(DEFAULT_PATH),
                        DataTypes.StringType,
                        "text",
                        "name the column that holds the images' paths, or in input.content-column the one that"
                                + " holds their bytes"))
                : ColumnName.in(schema, DEFAULT_PATH)
                        .filter(column -> column.field().dataType().equals(DataTypes.StringType));
        String pathName = path.map(column -> column.field().name()).orElse(DEFAULT_PATH);
        StructType carried = new StructType(Arrays.stream(schema.fields())
                .filter(field ->
                        path.filter(column -> column.field().equals(field)).isEmpty())
                .filter(field -> content.filter(column -> column.top().equals(field.name()))
                        .isEmpty())
                .toArray(StructField[]::new));
        RowSchema.refuseClashes(pathName, carried, tensors);
        return new FrameColumns(path, pathName, content, carried);
    }

    private static ColumnName of(StructType schema, String name, DataType type, String words, String cure) {
        return ColumnName.in(schema, name)
                .filter(column -> column.field().dataType().equals(type))
                .orElseThrow(() -> new UserException(
                        UserException.Kind.USAGE,
                        "there is no column of " + words + " named " + name,
                        "the columns are " + schema.simpleString(),
                        cure));
    }

    /** Returns the rows as those of an input table. */
    JavaRDD<InternalRow> rows(Dataset<Row> frame) {
        List<Column> columns = new ArrayList<>();
        Column none = functions.lit(null);
        columns.add(path.map(ColumnName::column).orElse(none.cast(DataTypes.StringType)));
        columns.add(content.map(ColumnName::column)
                .map(functions::length)
                .orElse(none)
                .cast(DataTypes.LongType));
        columns.add(none.cast(DataTypes.TimestampType));
        Arrays.stream(carried.fieldNames()).forEach(name -> columns.add(InputTable.column(name)));
        content.ifPresent(bytes -> columns.add(bytes.column()));
        return KeptInput.rowsOf(frame.select(columns.toArray(Column[]::new)));
    }

    /** Whoever wrote the program has chosen the paths. */
    InputRows inputRows() {
        return new InputRows(
                new PathResolver(null).allowing(SourceOptions.GUARDED_SCHEMES),
                content.isPresent() ? InputTable.CARRIED_ORDINAL + carried.length() : InputTable.NO_CONTENT);
    }
}
