/**
 * What runs in a task: rows of an input in, rows with arrays out, rejects aside. {@link
 * dev.marquetry.spark.task.ConversionTask} is what ships to the executors.
 */
package dev.marquetry.spark.task;
