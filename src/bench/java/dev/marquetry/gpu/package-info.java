/** Tells what a GPU does for the job: whether its bits are those of the CPU, and how fast it is. */
package dev.marquetry.gpu;
