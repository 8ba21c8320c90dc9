package dev.marquetry.spark;

/**
 * How far a run is that publishes in batches.
 *
 * @param batches how many are published
 * @param all how many there are
 * @param converted rows of the published batches that gave an array
 * @param rejected rows of them that gave none
 */
public record PublishedBatches(int batches, int all, long converted, long rejected) {}
