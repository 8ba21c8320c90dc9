package dev.marquetry.parquet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The README.md of a dataset: a YAML header by which Hugging Face {@code datasets} loads the folder, which has no type
 * for tensors and must be told their lists, and a few lines for other readers.
 */
public final class DatasetCard {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> YAML_WORDS = List.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private final StringBuilder text = new StringBuilder();

    private DatasetCard() {}

    /**
     * Returns the text of the card.
     *
     * @param schema the schema of the rows that were written, tensor columns declared by {@link TensorColumn}
     * @param options the options of the write, as {@link MarquetryFileFormat} takes them
     * @param partitionColumns the columns that the files are partitioned by; empty if they are not
     * @param rows how many rows there are
     * @throws dev.marquetry.UserException if the schema could not be written
     */
    public static String text(
            StructType schema, Map<String, String> options, List<String> partitionColumns, long rows) {
        TensorEncoding encoding = SinkOptions.encoding(options);
        StructType inFiles = new StructType(Arrays.stream(schema.fields())
                .filter(field -> !partitionColumns.contains(field.name()))
                .toArray(StructField[]::new));
        DatasetCard card = new DatasetCard();
        String files = partitionColumns.isEmpty() ? "data/*.parquet" : "data/**/*.parquet";
        card.header(SinkSchema.of(inFiles, encoding), files);
        card.body(SinkSchema.of(inFiles, encoding), files, rows);
        return card.text.toString();
    }

    private void header(SinkSchema schema, String files) {
        line("---");
        line("configs:");
        line("- config_name: default");
        line("  data_files: \"%s\"", files);
        line("dataset_info:");
        line("  features:");
        StructType asRead = schema.asRead();
        for (int ordinal = 0; ordinal < asRead.length(); ordinal++) {
            StructField field = asRead.apply(ordinal);
            line("  - name: %s", name(field.name()));
            Optional<TensorField> tensor = tensorAt(schema, ordinal);
            if (tensor.isPresent() && schema.encoding() == TensorEncoding.LIST) {
                line("    list: %s", tensor.get().column().elementType().dtype());
                tensor.get().column().shape().ifPresent(shape -> line("    length: %d", product(shape)));
            } else {
                feature(field.dataType(), "    ");
            }
        }
        line("---");
    }

    private static Optional<TensorField> tensorAt(SinkSchema schema, int ordinal) {
        return schema.tensors().stream()
                .filter(tensor -> tensor.ordinal() == ordinal)
                .findFirst();
    }

    private static long product(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    private void feature(DataType type, String indent) {
        if (type instanceof ArrayType array) {
            list(array.elementType(), indent);
        } else if (type instanceof MapType map) {
            list(new StructType().add("key", map.keyType()).add("value", map.valueType()), indent);
        } else if (type instanceof StructType struct) {
            line("%sstruct:", indent);
            members(struct, indent);
        } else {
            line("%sdtype: %s", indent, dtype(type));
        }
    }

    private void list(DataType element, String indent) {
        if (element instanceof StructType struct) {
            line("%slist:", indent);
            members(struct, indent);
        } else if (element instanceof ArrayType || element instanceof MapType) {
            line("%slist:", indent);
            feature(element, indent + "  ");
        } else {
            line("%slist: %s", indent, dtype(element));
        }
    }

    private void members(StructType struct, String indent) {
        for (StructField field : struct.fields()) {
            line("%s- name: %s", indent, name(field.name()));
            feature(field.dataType(), indent + "  ");
        }
    }

    private static String dtype(DataType type) {
        if (type instanceof BooleanType) {
            return "bool";
        } else if (type instanceof ByteType) {
            return "int8";
        } else if (type instanceof ShortType) {
            return "int16";
        } else if (type instanceof IntegerType) {
            return "int32";
        } else if (type instanceof LongType) {
            return "int64";
        } else if (type instanceof FloatType) {
            return "float32";
        } else if (type instanceof DoubleType) {
            return "float64";
        } else if (type instanceof BinaryType) {
            return "binary";
        } else if (type instanceof DateType) {
            return "date32";
        } else if (type instanceof TimestampType) {
            return "timestamp[us, tz=UTC]";
        } else if (type instanceof TimestampNTZType) {
            return "timestamp[us]";
        } else if (type instanceof DecimalType decimal) {
            return "decimal128(" + decimal.precision() + ", " + decimal.scale() + ")";
        }
        return "string";
    }

    private static String name(String name) {
        boolean plain = PLAIN_NAME.matcher(name).matches() && !YAML_WORDS.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void body(SinkSchema schema, String files, long rows) {
        line("");
        line("# Dataset");
        line("");
        line("%,d rows in `%s`.", rows, files);
        for (TensorField tensor : schema.tensors()) {
            line("");
            line("`%s` holds %s", tensor.name(), describe(tensor.column(), schema.encoding()));
        }
        line("");
        line("## Loading");
        line("");
        schema.tensors().stream()
                .findFirst()
                .ifPresentOrElse(
                        tensor -> loading(tensor, schema.encoding()),
                        () -> code("pandas.read_parquet(\"data\")", "pandas"));
        line("");
        line("Hugging Face:");
        line("");
        code("datasets.load_dataset(\"<this folder>\")", "datasets");
    }

    private static String describe(TensorColumn column, TensorEncoding encoding) {
        String names = column.dimensions().isEmpty() ? "" : " (" + String.join(", ", column.dimensions()) + ")";
        String shape = column.shape()
                .map(sizes -> "one tensor of shape " + sizes + names)
                .orElse("one tensor of varying shape" + names);
        String stands = switch (encoding) {
            case LIST -> "flattened row-major into a list";
            case BINARY -> "as its bytes, row-major and little-endian";
            case NPY -> "as the bytes of a .npy file";
        };
        return shape + " of " + column.elementType().dtype() + " per row, " + stands + ".";
    }

    private void loading(TensorField tensor, TensorEncoding encoding) {
        String column = "[\"" + tensor.name() + "\"]";
        String dtype = "numpy." + tensor.column().elementType().dtype();
        String shape = tensor.column()
                .shape()
                .map(sizes -> ".reshape("
                        + String.join(", ", sizes.stream().map(String::valueOf).toList()) + ")")
                .orElse("");
        switch (encoding) {
            case LIST -> {
                if (tensor.column().shape().isPresent()) {
                    line("As one NumPy array of shape (rows, %s):", sizes(tensor.column()));
                    line("");
                    code(
                            "table = pyarrow.parquet.read_table(\"data\")\nimages = table" + column
                                    + ".combine_chunks().to_numpy_ndarray()",
                            "pyarrow.parquet");
                } else {
                    line("As NumPy arrays, each to be reshaped by the sizes in its row:");
                    line("");
                    code("images = pandas.read_parquet(\"data\")" + column, "pandas");
                }
            }
            case BINARY ->
                code(
                        "cells = pandas.read_parquet(\"data\")" + column + "\nimages = [numpy.frombuffer(cell, " + dtype
                                + ")" + shape + " for cell in cells]",
                        "numpy",
                        "pandas");
            case NPY ->
                code(
                        "cells = pandas.read_parquet(\"data\")" + column
                                + "\nimages = [numpy.load(io.BytesIO(cell)) for cell in cells]",
                        "io",
                        "numpy",
                        "pandas");
        }
    }

    private static String sizes(TensorColumn column) {
        return String.join(
                ", ", column.shape().orElseThrow().stream().map(String::valueOf).toList());
    }

    private void code(String code, String... imports) {
        line("```python");
        for (String module : imports) {
            line("import %s", module);
        }
        text.append(code).append('\n');
        line("```");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
