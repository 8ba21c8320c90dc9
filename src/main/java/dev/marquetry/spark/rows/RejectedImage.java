package dev.marquetry.spark.rows;

import java.io.Serializable;

/**
 * One image that gave no array, as an example.
 *
 * @param path its whole path
 * @param kind the stage that gave up, and the fault
 * @param message what is wrong with it
 */
public record RejectedImage(String path, RejectKind kind, String message) implements Serializable {}
