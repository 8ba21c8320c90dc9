/** The job: takes a job file and flags, gives a run, its report and its exit code. The command line lives here. */
package dev.marquetry.job;
