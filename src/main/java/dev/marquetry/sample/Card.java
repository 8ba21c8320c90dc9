package dev.marquetry.sample;

/** A format together with a size that it is wanted in. */
record Card(Encoding encoding, SizeClass sizes) {}
