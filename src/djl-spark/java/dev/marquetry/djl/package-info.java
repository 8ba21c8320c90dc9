/**
 * Our datasets with DJL's Spark extension, as an example: takes arrays in NumPy's format or Spark's images, gives what
 * a model makes of them.
 */
package dev.marquetry.djl;
