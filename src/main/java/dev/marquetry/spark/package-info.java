/**
 * Joins the stages: takes a DataFrame of paths and gives a DataFrame of arrays, with every row that gave none accounted
 * for. The one place where Spark calls in.
 */
package dev.marquetry.spark;
