/**
 * Pictures out of a dataset: takes data files and rows of them, at random or named, and gives the pictures that their
 * arrays were made of. Reads the pages of these rows alone, without Spark.
 */
package dev.marquetry.show;
