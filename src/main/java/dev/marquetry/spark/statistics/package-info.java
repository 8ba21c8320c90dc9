/** What a run counts about images besides converting them: their files, their pixels, and what is done silently. */
package dev.marquetry.spark.statistics;
