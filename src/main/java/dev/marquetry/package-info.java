/** What every stage shares: the errors that are the user's to mend, and how files are found. */
package dev.marquetry;
