package dev.marquetry.s3;

/** What S3 answers in place of what was asked for. */
public enum S3Error {
    /** Too many requests: ask again, more slowly. */
    SLOW_DOWN(503, "SlowDown", "Please reduce your request rate."),
    /** The credentials do not allow it. */
    ACCESS_DENIED(403, "AccessDenied", "Access Denied"),
    /** The access key is nobody's. */
    INVALID_ACCESS_KEY(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."),
    /** The secret key is not that of the access key. */
    SIGNATURE_DOES_NOT_MATCH(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided."),
    /** The bucket is in another region. */
    PERMANENT_REDIRECT(
            301,
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint."),
    /** The request is signed for another region than the bucket's. */
    WRONG_REGION(
            400,
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'");

    private final int status;
    private final String code;
    private final String message;

    S3Error(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int status() {
        return status;
    }

    String body() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>";
    }
}
