/**
 * Joins the stages: takes a DataFrame of paths and gives a DataFrame of arrays, with every row that gave none accounted
 * for. {@link dev.marquetry.spark.DatasetConversion} is where a run begins.
 */
package dev.marquetry.spark;
