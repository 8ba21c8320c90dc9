package dev.marquetry.parquet;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.util.Optional;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The half floats of a schema as Spark has them: widened to floats outside, two bytes each inside the files. */
final class HalfFloatColumns {
    private static final DataType IN_FILES = DataTypes.createArrayType(DataTypes.BinaryType, true);
    private static final DataType WIDENED = DataTypes.createArrayType(DataTypes.FloatType, true);

    private HalfFloatColumns() {}

    /** Returns whether the field is a list of half floats. */
    static boolean isHalfFloats(StructField field) {
        if (!(field.dataType() instanceof ArrayType) || !field.metadata().contains(TensorColumn.STORED)) {
            return false;
        }
        Metadata stored = field.metadata().getMetadata(TensorColumn.STORED);
        return TensorColumn.parse(stored).dtype() == DType.FLOAT16;
    }

    /** Returns whether any field is a list of half floats. */
    static boolean anyIn(StructType schema) {
        for (StructField field : schema.fields()) {
            if (isHalfFloats(field)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the schema with half floats as floats. */
    static StructType widened(StructType schema) {
        return withType(schema, WIDENED);
    }

    /** Returns the schema with half floats as the files have them. */
    static StructType inFiles(StructType schema) {
        return withType(schema, IN_FILES);
    }

    private static StructType withType(StructType schema, DataType type) {
        StructField[] fields = schema.fields().clone();
        for (int i = 0; i < fields.length; i++) {
            StructField field = fields[i];
            if (isHalfFloats(field)) {
                fields[i] = new StructField(field.name(), type, field.nullable(), field.metadata());
            }
        }
        return new StructType(fields);
    }

    /** Returns the widened schema of a file with half floats, or nothing if it has none. */
    static Optional<StructType> schemaOf(Footer footer) {
        String row = footer.metadata().get(ParquetReadSupport.SPARK_METADATA_KEY());
        if (row != null && DataType.fromJson(row) instanceof StructType schema && anyIn(schema)) {
            return Optional.of(widened(schema));
        }
        return Optional.empty();
    }

    /**
     * Takes the annotations off half floats: parquet-java 1.13 does not know them and fails; later ones do, but then
     * Spark does not take the columns.
     */
    static void removeAnnotations(FileMetaData footer) {
        for (SchemaElement element : footer.getSchema()) {
            if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY
                    && element.isSetLogicalType()
                    && isHalfFloat(element.getLogicalType().getSetField())) {
                element.unsetLogicalType();
            }
        }
    }

    private static boolean isHalfFloat(LogicalType._Fields annotation) {
        return annotation == null || annotation.getThriftFieldId() == HalfFloatFooter.FLOAT16_FIELD;
    }

    /** Returns the value of a half float. */
    static float widen(short bits) {
        int exponent = (bits >> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        int sign = (bits & 0x8000) << 16;
        if (exponent == 0x1F) {
            return Float.intBitsToFloat(sign | 0x7F800000 | (fraction << 13));
        }
        // Subnormal halves are multiples of 2^-24, which a float holds exactly.
        float magnitude =
                exponent == 0 ? fraction * 0x1p-24f : Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
        return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
    }
}
