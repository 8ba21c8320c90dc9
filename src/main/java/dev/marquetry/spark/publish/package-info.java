/**
 * What is looked at before, and written after, a conversion: what stands in the folder, limits, committers, checks.
 */
package dev.marquetry.spark.publish;
