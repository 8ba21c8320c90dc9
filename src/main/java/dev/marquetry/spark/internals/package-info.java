/**
 * What needs Spark's and Hadoop's private API: a session's settings and its own functions, DataFrames of rows and of
 * known files, files written outside a query. What another line of Spark needs in another form stands here first. The
 * format {@code marquetry}, the SQL functions and the rows of tasks use Catalyst's types themselves; the page on
 * developing lists what differs between the lines of Spark.
 */
package dev.marquetry.spark.internals;
