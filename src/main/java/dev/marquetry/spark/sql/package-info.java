/**
 * The SQL functions: takes the bytes of images in a column and gives structs of arrays, or of what a header says.
 */
package dev.marquetry.spark.sql;
