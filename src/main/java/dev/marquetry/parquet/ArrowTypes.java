package dev.marquetry.parquet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.sql.types.VarcharType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * Spark's types as Arrow's, as they are once they went through Parquet.
 *
 * <p>Spark's own conversion is not used because it starts an allocator, and with it Netty, for a few names.
 */
final class ArrowTypes {
    /** Parquet's timestamps with a zone are in UTC. */
    private static final String ZONE = "UTC";

    private static final int DECIMAL_BITS = 128;

    private static final Map<DataType, ArrowType> ATOMIC = Map.ofEntries(
            Map.entry(DataTypes.BooleanType, ArrowType.Bool.INSTANCE),
            Map.entry(DataTypes.ByteType, new ArrowType.Int(Byte.SIZE, true)),
            Map.entry(DataTypes.ShortType, new ArrowType.Int(Short.SIZE, true)),
            Map.entry(DataTypes.IntegerType, new ArrowType.Int(Integer.SIZE, true)),
            Map.entry(DataTypes.LongType, new ArrowType.Int(Long.SIZE, true)),
            Map.entry(DataTypes.FloatType, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            Map.entry(DataTypes.DoubleType, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Map.entry(DataTypes.StringType, ArrowType.Utf8.INSTANCE),
            Map.entry(DataTypes.BinaryType, ArrowType.Binary.INSTANCE),
            Map.entry(DataTypes.DateType, new ArrowType.Date(DateUnit.DAY)),
            Map.entry(DataTypes.TimestampType, new ArrowType.Timestamp(TimeUnit.MICROSECOND, ZONE)),
            Map.entry(DataTypes.TimestampNTZType, new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)));

    private ArrowTypes() {}

    /**
     * Returns the field.
     *
     * @param name of the field
     * @param type Spark's type of it
     * @param nullable whether it may be null
     * @throws IllegalArgumentException if Parquet has no such type
     */
    static Field field(String name, DataType type, Nullability nullable) {
        if (type instanceof UserDefinedType<?> userDefined) {
            return field(name, userDefined.sqlType(), nullable);
        }
        if (type instanceof ArrayType array) {
            Field element = field("element", array.elementType(), Nullability.of(array.containsNull()));
            return nullable.field(name, ArrowType.List.INSTANCE, List.of(element));
        }
        if (type instanceof StructType struct) {
            List<Field> fields = Arrays.stream(struct.fields())
                    .map(child -> field(child.name(), child.dataType(), Nullability.of(child.nullable())))
                    .toList();
            return nullable.field(name, ArrowType.Struct.INSTANCE, fields);
        }
        if (type instanceof MapType map) {
            Field key = field("key", map.keyType(), Nullability.REQUIRED);
            Field value = field("value", map.valueType(), Nullability.of(map.valueContainsNull()));
            Field entries = Nullability.REQUIRED.field("key_value", ArrowType.Struct.INSTANCE, List.of(key, value));
            return nullable.field(name, new ArrowType.Map(false), List.of(entries));
        }
        return nullable.field(name, atomic(type), List.of());
    }

    private static ArrowType atomic(DataType type) {
        if (type instanceof DecimalType decimal) {
            return new ArrowType.Decimal(decimal.precision(), decimal.scale(), DECIMAL_BITS);
        }
        if (type instanceof CharType || type instanceof VarcharType) {
            return ArrowType.Utf8.INSTANCE;
        }
        if (type instanceof YearMonthIntervalType) {
            return new ArrowType.Int(Integer.SIZE, true);
        }
        if (type instanceof DayTimeIntervalType) {
            return new ArrowType.Int(Long.SIZE, true);
        }
        ArrowType arrow = ATOMIC.get(type);
        if (arrow == null) {
            throw new IllegalArgumentException("Parquet has no counterpart of the type " + type.sql());
        }
        return arrow;
    }

    /** Whether a field may be null. */
    enum Nullability {
        /** It may. */
        OPTIONAL,
        /** It may not. */
        REQUIRED;

        private static Nullability of(boolean nullable) {
            return nullable ? OPTIONAL : REQUIRED;
        }

        private Field field(String name, ArrowType type, List<Field> children) {
            return new Field(name, new FieldType(this == OPTIONAL, type, null), children);
        }
    }
}
