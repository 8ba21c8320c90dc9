/**
 * All that can be asked of a conversion: immutable values, checked where they are made, and the catalogue of keys by
 * which a job file, a command line or a program names them ({@link dev.marquetry.options.JobOptionsReader}).
 *
 * <p>Stands below every stage and knows none. This package and {@code dev.marquetry} are the ones that promise
 * anything to programs.
 */
package dev.marquetry.options;
