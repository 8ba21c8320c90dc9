/**
 * What executors make of samples: cells of the tensor column, by the engine where there is something to compute.
 */
package dev.marquetry.spark.engine;
