/**
 * What Hadoop's file systems are asked by more than one stage.
 */
package dev.marquetry.files;
