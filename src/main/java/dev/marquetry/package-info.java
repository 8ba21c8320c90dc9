/**
 * Marquetry for programs on Spark: arrays of a DataFrame's images ({@link dev.marquetry.Images}), whole jobs ({@link
 * dev.marquetry.Job}), Spark's own images ({@link dev.marquetry.SparkImages}), and functions for SQL ({@link
 * dev.marquetry.MarquetryExtensions}).
 *
 * <p>This package and {@code dev.marquetry.options} are the ones that promise anything; all others may change with any
 * version.
 */
package dev.marquetry;
