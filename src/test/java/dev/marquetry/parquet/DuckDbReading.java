package dev.marquetry.parquet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Reads tensor columns with DuckDB. */
final class DuckDbReading implements AutoCloseable {
    private final Connection connection;

    DuckDbReading() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    /** Returns the column {@code image} of a file by the column {@code path}; half floats are widened. */
    Map<String, double[]> images(Path file) throws SQLException {
        Map<String, double[]> images = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT path, image FROM '" + file + "'")) {
            while (rows.next()) {
                Object[] cell = (Object[]) rows.getArray(2).getArray();
                double[] values = new double[cell.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = ((Number) cell[i]).doubleValue();
                }
                images.put(rows.getString(1), values);
            }
        }
        return images;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
