/**
 * Image formats: the bytes of a file in, the samples of its first frame out, as Pillow 12.3 reads them. {@link
 * dev.marquetry.image.codec.Decoders} has the decoder of a format.
 */
package dev.marquetry.image.codec;
