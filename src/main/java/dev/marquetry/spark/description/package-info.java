/**
 * What is written of a run and of its dataset: {@code report/run.json}, commit record, card, footers. Readers find the
 * same words in each of them.
 */
package dev.marquetry.spark.description;
