package dev.marquetry.parquet;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows with a path and one tensor column, {@code image}, and what their values are. */
record TensorRows(TensorColumn column, List<byte[]> cells) {
    /** Draws cells of the column's shape from a seed. */
    static TensorRows random(TensorColumn column, int rows, long seed) {
        Random random = new Random(seed);
        int values = column.shape().orElseThrow().stream().reduce(1, Math::multiplyExact);
        List<byte[]> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            cells.add(randomCell(column, values, random));
        }
        return new TensorRows(column, cells);
    }

    /** Draws cells of three channels and varying size, an empty one among them. */
    static TensorRows varying(TensorColumn column, int rows, long seed) {
        Random random = new Random(seed);
        List<byte[]> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int pixels = row == 1 ? 0 : 1 + random.nextInt(60);
            cells.add(randomCell(column, 3 * pixels, random));
        }
        return new TensorRows(column, cells);
    }

    /** Draws one cell; floats are finite, so that they equal themselves. */
    static byte[] randomCell(TensorColumn column, int values, Random random) {
        ByteBuffer cell = ByteBuffer.allocate(values * column.cellBytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (cell.hasRemaining()) {
            if (column.hasLookupTable()) {
                cell.put((byte) random.nextInt());
                continue;
            }
            switch (column.dtype()) {
                case UINT8 -> cell.put((byte) random.nextInt());
                case FLOAT16 -> cell.putShort((short) (random.nextInt() & 0xBBFF));
                case FLOAT32 -> cell.putFloat((float) random.nextGaussian());
                case FLOAT64 -> cell.putDouble(random.nextGaussian());
                case INT32 -> cell.putInt(random.nextInt());
                // Whole numbers that a double holds.
                case INT64 -> cell.putLong(random.nextLong() >> Short.SIZE);
            }
        }
        return cell.array();
    }

    /** Draws as many lookup tables as asked for. */
    static byte[] randomTable(DType type, int tables, long seed) {
        TensorColumn plain = TensorColumn.varying(type, List.of(), List.of());
        return randomCell(plain, tables * TensorColumn.CODES, new Random(seed));
    }

    Dataset<Row> toDataset() {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            rows.add(RowFactory.create(path(row), cells.get(row)));
        }
        StructType schema = new StructType(new StructField[] {
            DataTypes.createStructField("path", DataTypes.StringType, true), column.toField("image")
        });
        return SparkSessions.shared().createDataFrame(rows, schema);
    }

    static String path(int row) {
        return String.format("images/%05d.jpg", row);
    }

    /** Returns the values of a row; half floats by their bits. */
    double[] values(int row) {
        byte[] cell = cells.get(row);
        int count = cell.length / column.cellBytes();
        double[] values = new double[count];
        int tables = Math.max(1, column.lookupTables());
        for (int i = 0; i < count; i++) {
            if (column.hasLookupTable()) {
                int channel = tables == 1 ? 0 : column.channelsFirst() ? i / (count / tables) : i % tables;
                values[i] = value(column.lookupTable().orElseThrow(), channel * 256 + (cell[i] & 0xFF));
            } else {
                values[i] = value(cell, i);
            }
        }
        return values;
    }

    /** Returns the values of a row; half floats widened. */
    double[] numericValues(int row) {
        double[] values = values(row);
        if (column.dtype() == DType.FLOAT16) {
            for (int i = 0; i < values.length; i++) {
                values[i] = HalfFloats.toFloat((short) values[i]);
            }
        }
        return values;
    }

    private double value(byte[] bytes, int index) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (column.dtype()) {
            case UINT8 -> bytes[index] & 0xFF;
            case FLOAT16 -> buffer.getShort(index * Short.BYTES);
            case FLOAT32 -> buffer.getFloat(index * Float.BYTES);
            case FLOAT64 -> buffer.getDouble(index * Double.BYTES);
            case INT32 -> buffer.getInt(index * Integer.BYTES);
            case INT64 -> buffer.getLong(index * Long.BYTES);
        };
    }
}
