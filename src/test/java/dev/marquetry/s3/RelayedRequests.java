package dev.marquetry.s3;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** What a {@link Relay} asks and tells of each request. Thread-safe. */
interface RelayedRequests {
    /** Returns the server that requests are passed on to. */
    URI target();

    /**
     * Takes a request, and returns when it is to be passed on or answered.
     *
     * @return the answer, or nothing if the server gives it
     */
    Optional<S3Error> arrived(S3Request request) throws IOException;

    /** Hears that a request is being answered: once, before the client can see it. */
    void answered(S3Request request);
}
