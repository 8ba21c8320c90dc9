package dev.marquetry.parquet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads files with DuckDB. */
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

    /** Returns the first column of a query's rows. */
    List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
