package dev.marquetry.spark;

import dev.marquetry.options.CellForm;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.parquet.CellArrays;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Takes the columns of a query out of rows, tensors as they are or as arrays of numbers. */
final class SelectedColumns implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[] ordinals;
    private final DataType[] types;
    /** The tensors to turn into arrays, null where a column is taken as it is. */
    private final TensorColumn[] tensors;

    private SelectedColumns(int[] ordinals, DataType[] types, TensorColumn[] tensors) {
        this.ordinals = ordinals;
        this.types = types;
        this.tensors = tensors;
    }

    static SelectedColumns of(StructType schema, List<String> names, CellForm cells) {
        int[] ordinals = names.stream().mapToInt(schema::fieldIndex).toArray();
        DataType[] types = new DataType[ordinals.length];
        TensorColumn[] tensors = new TensorColumn[ordinals.length];
        for (int index = 0; index < ordinals.length; index++) {
            types[index] = schema.apply(ordinals[index]).dataType();
            tensors[index] = cells == CellForm.TENSOR
                    ? null
                    : TensorColumn.fromMetadata(schema.apply(ordinals[index]).metadata())
                            .orElse(null);
        }
        return new SelectedColumns(ordinals, types, tensors);
    }

    /** Returns the rows with the selected columns, each valid until the next one is asked for. */
    Iterator<InternalRow> of(Iterator<InternalRow> rows) {
        CellArrays[] arrays = new CellArrays[tensors.length];
        for (int index = 0; index < tensors.length; index++) {
            arrays[index] = tensors[index] == null ? null : new CellArrays(tensors[index]);
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public InternalRow next() {
                InternalRow row = rows.next();
                Object[] values = new Object[ordinals.length];
                for (int index = 0; index < ordinals.length; index++) {
                    Object value = row.isNullAt(ordinals[index]) ? null : row.get(ordinals[index], types[index]);
                    values[index] = value == null || arrays[index] == null ? value : arrays[index].of((byte[]) value);
                }
                return new GenericInternalRow(values);
            }
        };
    }
}
