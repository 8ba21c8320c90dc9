/** Draws sample datasets: pictures of every format, broken files and a manifest, the same for the same seed. */
package dev.marquetry.sample;
