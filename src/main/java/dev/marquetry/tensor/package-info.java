/**
 * The tensor stage: takes a batch of pixels and gives converted values, float, scaled, normalized and laid out
 * (fastai's <em>batch</em> transforms), as DJL operations on the executor's device; and what models, loaded by DJL,
 * make of these values.
 */
package dev.marquetry.tensor;
