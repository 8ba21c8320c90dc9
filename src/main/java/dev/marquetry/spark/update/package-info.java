/**
 * Bringing a dataset up to date: the input is compared with the rows that stand, and files are written anew without the
 * rows that go, whose others are copied.
 */
package dev.marquetry.spark.update;
