package dev.marquetry.s3;

/**
 * A request to S3 as the proxy saw it.
 *
 * @param method the HTTP method; {@code COPY} for the PUT of an object that is copied from another
 * @param path the bucket and the key, after a slash, as they stand in the request
 * @param query what follows the question mark, or an empty text
 * @param accessKey the key that the request is signed with, or an empty text
 */
public record S3Request(String method, String path, String query, String accessKey) {
    /** Returns whether an object's bytes are asked for, and not a listing. */
    public boolean readsObject() {
        return method.equals("GET") && query.isEmpty();
    }
}
