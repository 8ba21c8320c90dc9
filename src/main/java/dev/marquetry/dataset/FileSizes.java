package dev.marquetry.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the files of a dataset are to be like.
 *
 * @param file the wanted size of a file in bytes; those below half of it are small
 * @param rowGroup the most bytes of a row group as read
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FileSizes(long file, long rowGroup) {}
