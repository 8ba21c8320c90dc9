package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.util.List;
import java.util.stream.Collectors;

/** Python code that loads the tensors of a dataset, run in its folder. */
final class CardSnippets {
    private static final String ONE_CELL = "row = rows[0]\n";

    private final String column;
    private final TensorColumn declared;
    private final TensorEncoding encoding;

    CardSnippets(TensorField tensor, TensorEncoding encoding) {
        this.column = "[" + quoted(tensor.name()) + "]";
        this.declared = tensor.column();
        this.encoding = encoding;
    }

    /** Returns the text as a literal of Python. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** Returns a block of code that imports modules first. */
    static String block(String code, String... imports) {
        String head = List.of(imports).stream()
                .map(module -> "import " + module + "\n")
                .collect(Collectors.joining());
        return "```python\n" + head + "\n" + code + "\n```";
    }

    /** Returns what loads all tensors without Hugging Face, with a sentence about it. */
    String inOneRead() {
        return switch (encoding) {
            case LIST ->
                declared.shape().isPresent()
                        ? "As one NumPy array of shape (rows, " + sizes() + "):\n\n"
                                + block(
                                        "table = pyarrow.parquet.read_table(\"data\")\nimages = table" + column
                                                + ".combine_chunks().to_numpy_ndarray()",
                                        "pyarrow.parquet")
                        : "As NumPy arrays, each to be reshaped by the sizes in its row:\n\n"
                                + block("images = pandas.read_parquet(\"data\")" + column, "pandas");
            case BINARY ->
                "As NumPy arrays:\n\n"
                        + block(
                                "cells = pandas.read_parquet(\"data\")" + column + "\nimages = [" + fromBuffer("cell")
                                        + " for cell in cells]",
                                "numpy",
                                "pandas");
            case NPY ->
                "As NumPy arrays:\n\n"
                        + block(
                                "cells = pandas.read_parquet(\"data\")" + column
                                        + "\nimages = [numpy.load(io.BytesIO(cell)) for cell in cells]",
                                "io",
                                "numpy",
                                "pandas");
        };
    }

    /**
     * Returns what makes arrays of the rows of Hugging Face's Arrow format, the only one of its formats that does not
     * make an object of every number.
     *
     * @param split the name of the split to load
     */
    String withHuggingFace(String split) {
        String rows = "rows = datasets.load_dataset(os.getcwd(), split=" + quoted(split) + ").with_format(\"arrow\")\n";
        boolean oneShape = declared.shape().isPresent();
        return switch (encoding) {
            case LIST ->
                block(
                        rows
                                + (oneShape
                                        ? "batch = rows[:32]" + column + ".combine_chunks()\n"
                                                + "images = batch.flatten().to_numpy().reshape(-1, " + sizes() + ")"
                                        : ONE_CELL + "image = row" + column + ".combine_chunks().flatten().to_numpy()"
                                                + shapeOfRow()),
                        "datasets",
                        "os");
            case BINARY ->
                block(
                        rows + ONE_CELL + "image = " + fromBuffer("row" + column + "[0].as_py()")
                                + (oneShape ? "" : shapeOfRow()),
                        "datasets",
                        "numpy",
                        "os");
            case NPY ->
                block(
                        rows + ONE_CELL + "image = numpy.load(io.BytesIO(row" + column + "[0].as_py()))",
                        "datasets",
                        "io",
                        "numpy",
                        "os");
        };
    }

    private String fromBuffer(String cell) {
        String shape = declared.shape().isPresent() ? ".reshape(" + sizes() + ")" : "";
        return "numpy.frombuffer(" + cell + ", numpy." + declared.dtype().numpyName() + ")" + shape;
    }

    private String shapeOfRow() {
        return declared.shapeColumns().isEmpty()
                ? ""
                : declared.shapeColumns().stream()
                        .map(name -> "row[" + quoted(name) + "][0].as_py()")
                        .collect(Collectors.joining(", ", ".reshape(", ")"));
    }

    private String sizes() {
        return declared.shape().orElseThrow().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
