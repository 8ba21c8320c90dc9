/**
 * The source stage: takes a folder, a glob or a manifest and gives a DataFrame of image paths, with the columns of the
 * manifest and those that are made of the paths; on the executors, takes paths and gives the bytes of each file,
 * fetched ahead of whoever decodes them.
 */
package dev.marquetry.source;
