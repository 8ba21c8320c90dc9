/**
 * The one door to Spark's private API: what another line of Spark may need in another form stands here.
 */
package dev.marquetry.spark.internals;
