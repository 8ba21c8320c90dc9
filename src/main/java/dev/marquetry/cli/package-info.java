/** The command line: takes a job file and flags, gives a run, what is printed of it, and an exit code. */
package dev.marquetry.cli;
