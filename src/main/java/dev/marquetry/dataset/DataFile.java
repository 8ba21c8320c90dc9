package dev.marquetry.dataset;

/**
 * A file of a dataset.
 *
 * @param name its path below {@code data/} or {@code rejects/}
 * @param rows how many rows it has
 * @param bytes its size
 */
public record DataFile(String name, long rows, long bytes) {}
