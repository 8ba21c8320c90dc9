/** What every stage shares: the errors that are the user's to mend. */
package dev.marquetry;
