/**
 * Samples in memory and what becomes of them without a codec: crop, padding, Pillow's antialiased bilinear filter.
 * {@link dev.marquetry.image.resize.Resizer} does all of a resize.
 */
package dev.marquetry.image.resize;
