/**
 * The image stage: takes the bytes of one image file and gives its pixels, exactly as fastai would.
 *
 * <p>Decoding, mode conversion, cropping, padding and resizing (fastai's <em>item</em> transforms), on 8-bit samples,
 * one image at a time, on the CPU. Knows nothing of Spark, of files or of tensors.
 */
package dev.marquetry.image;
