/**
 * The benchmark of the whole: takes a folder of JPEGs and prints how fast each of a job's parts is, the job itself, and
 * what else one would use.
 *
 * <p>Each contestant runs in a process of its own, is warmed up and checked, and then does one round after another in
 * turns with the others, so that a disturbance of the machine falls on all of them.
 */
package dev.marquetry.bench;
