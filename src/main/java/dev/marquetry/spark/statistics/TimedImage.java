package dev.marquetry.spark.statistics;

import java.io.Serializable;

/**
 * An image, and how long it took.
 *
 * @param path its path
 * @param nanos time from its bytes to its pixels, in nanoseconds
 */
public record TimedImage(String path, long nanos) implements Serializable {}
