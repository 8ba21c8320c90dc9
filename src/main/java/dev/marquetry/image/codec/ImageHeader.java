package dev.marquetry.image.codec;

import java.util.OptionalInt;

/**
 * What the header of an image file says.
 *
 * @param format the format, told by the first bytes
 * @param width columns as they are stored, before any orientation is applied
 * @param height rows as they are stored
 * @param mode what the samples are, by Pillow's letters but without their depth: L, LA, P, RGB, RGBA, CMYK, YCbCr, LAB
 * @param bits bits of a sample as it is stored: of an index where there is a palette, of GIF always 8
 * @param orientation the orientation that is stated where Pillow looks for it, 1 where none is; nothing where it cannot
 *     be read
 * @param frames how many frames or pages there are, as far as the file reaches
 */
public record ImageHeader(
        ImageFormat format, int width, int height, String mode, int bits, OptionalInt orientation, int frames) {}
