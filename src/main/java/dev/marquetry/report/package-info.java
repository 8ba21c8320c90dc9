/** Draws what a person looks at after a run: the page of the report, its charts, and the contact sheet. */
package dev.marquetry.report;
