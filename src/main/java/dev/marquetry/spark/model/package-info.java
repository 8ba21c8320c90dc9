/**
 * Models in the pass of a conversion: fetched once per executor, tried before any image is read, run batch by batch.
 */
package dev.marquetry.spark.model;
