/**
 * A dataset's folder: what stands in it, who may write to it, how a run publishes, and what is mended after one that
 * died. Knows files and their names, not what is in them; start at {@link dev.marquetry.dataset.DatasetFolder}.
 */
package dev.marquetry.dataset;
