/**
 * The rows of a dataset: their columns, and the checksum of what they have from the input.
 */
package dev.marquetry.spark.rows;
