package dev.marquetry.show;

/**
 * A row of a dataset.
 *
 * @param file the number of its file in the list of files
 * @param row its number in the file, from 0
 */
public record RowPlace(int file, long row) implements Comparable<RowPlace> {
    @Override
    public int compareTo(RowPlace other) {
        return file != other.file ? Integer.compare(file, other.file) : Long.compare(row, other.row);
    }
}
