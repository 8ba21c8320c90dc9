package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The columns of a file of the format {@code marquetry}, parted into those with tensors and others. Immutable. */
final class SourceColumns {
    private final MessageType type;
    private final List<FooterDescription.Column> described;

    /**
     * @param type of the file as parquet-java reads it, half floats without their annotation
     * @param metadata the footer's key-value pairs
     * @throws IllegalArgumentException if they do not describe the columns
     */
    SourceColumns(MessageType type, Map<String, String> metadata) {
        String description = metadata.get(FooterDescription.KEY);
        if (description == null) {
            throw new IllegalArgumentException("its footer has no key " + FooterDescription.KEY);
        }
        this.described = FooterDescription.columns(description);
        this.type = withUnorderedTensors(type, described);
    }

    /** parquet-java loses the undefined order of tensors when it writes a footer. */
    private static MessageType withUnorderedTensors(MessageType type, List<FooterDescription.Column> described) {
        Map<String, FooterDescription.Column> tensors =
                described.stream().collect(Collectors.toMap(FooterDescription.Column::name, Function.identity()));
        List<Type> fields = new ArrayList<>();
        for (Type field : type.getFields()) {
            FooterDescription.Column tensor = tensors.remove(field.getName());
            Type unordered = tensor == null ? field : tensorType(tensor);
            if (!unordered.toString().equals(field.toString())) {
                throw new IllegalArgumentException("column " + field.getName() + " is not what its footer describes");
            }
            fields.add(unordered);
        }
        if (!tensors.isEmpty()) {
            throw new IllegalArgumentException("it has no columns " + tensors.keySet());
        }
        return new MessageType(type.getName(), fields);
    }

    private static Type tensorType(FooterDescription.Column column) {
        TensorColumn cells = TensorColumn.varying(column.dtype(), column.dimensions(), List.of());
        return new TensorField(0, column.name(), cells).parquetType(column.encoding());
    }

    /** Returns all columns. */
    MessageType type() {
        return type;
    }

    /** Returns the tensor columns. */
    List<FooterDescription.Column> tensors() {
        return described;
    }

    /** Returns the leaf of a tensor column. */
    ColumnDescriptor leaf(FooterDescription.Column tensor) {
        return TensorField.leaf(type, tensor.name());
    }

    /** Returns the columns without tensors. */
    MessageType others() {
        List<String> names =
                described.stream().map(FooterDescription.Column::name).toList();
        return new MessageType(
                type.getName(),
                type.getFields().stream()
                        .filter(field -> !names.contains(field.getName()))
                        .toList());
    }

    /** Returns the place of a column without tensors among their leaves, if it is one, not a group. */
    Optional<Integer> otherLeaf(String name) {
        List<ColumnDescriptor> leaves = others().getColumns();
        return IntStream.range(0, leaves.size())
                .filter(leaf -> leaves.get(leaf).getPath().length == 1)
                .filter(leaf -> leaves.get(leaf).getPath()[0].equals(name))
                .boxed()
                .findFirst();
    }

    /** Returns what is to be done to the footer of a file of these columns. */
    SealableOutputFile.Footer footer() {
        return SealableOutputFile.Footer.ofLists(described.stream()
                .filter(column -> column.encoding() == TensorEncoding.LIST)
                .map(FooterDescription.Column::dtype));
    }

    /** Returns whether rows of these columns and of the others can stand in one file. */
    boolean fit(SourceColumns other) {
        return type.equals(other.type) && described.equals(other.described);
    }
}
