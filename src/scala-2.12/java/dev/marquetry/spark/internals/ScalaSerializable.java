package dev.marquetry.spark.internals;

/** What Scala takes for serializable: an interface of its own in 2.12, of which 2.13 makes Java's. */
interface ScalaSerializable extends scala.Serializable {}
