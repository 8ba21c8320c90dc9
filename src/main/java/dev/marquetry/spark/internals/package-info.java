/**
 * What needs Spark's and Hadoop's private API: a session's settings and its own functions, DataFrames of rows and of
 * known files, files written outside a query. What another line of Spark or Scala needs in another form stands here, in
 * classes of the same names below {@code src/spark-*} and {@code src/scala-*}. The format {@code marquetry}, the SQL
 * functions and the rows of tasks use Catalyst's types themselves.
 */
package dev.marquetry.spark.internals;
