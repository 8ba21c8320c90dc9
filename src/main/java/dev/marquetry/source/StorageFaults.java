package dev.marquetry.source;

import dev.marquetry.options.UserException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Says why a file system cannot be asked, and what its user can do about it.
 *
 * <p>S3A tells of one mistake in several layers of exceptions, a line each; its own classes are known here by their
 * names, as not every cluster has them.
 */
public final class StorageFaults {
    private static final String REGION = "spark.hadoop.fs.s3a.endpoint.region";
    private static final String ENDPOINT = "spark.hadoop.fs.s3a.endpoint";

    private static final String UNKNOWN_CURE =
            "check the path, its permissions, the credentials and the room on the file system";

    /** Characters of a message that holds all layers at once, where the innermost alone says it better. */
    private static final int LONG = 150;

    /** Hadoop has no client for s3, and one for s3n that refuses to work. */
    private static final Pattern OLD_S3 = Pattern.compile("(?:No FileSystem for scheme \"|The )(s3n?)(?:\"|://)");

    private StorageFaults() {}

    /** Why, and what cures it. */
    private record Reason(UserException.Kind kind, String cause, String cure) {
        Reason(String cause, String cure) {
            this(UserException.Kind.RUN, cause, cure);
        }
    }

    /**
     * Returns the fault to be thrown.
     *
     * @param problem what could not be done, naming the option and the path
     * @param failure what the file system said
     */
    public static UserException of(String problem, IOException failure) {
        String told = "";
        Reason reason = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // An outer layer may name the kind, and an inner one be more exact: no credentials are no access either.
            Reason known = reason(cause);
            reason = known == null ? reason : known;
            boolean repeated = told.length() < LONG && told.contains(String.valueOf(cause.getMessage()));
            told = repeated ? told : firstLine(cause);
        }
        return new UserException(
                reason == null ? UserException.Kind.RUN : reason.kind(),
                problem,
                reason == null ? told : reason.cause() + " (" + told + ")",
                reason == null ? UNKNOWN_CURE : reason.cure(),
                failure);
    }

    private static Reason reason(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return new Reason(
                    "there is no host of this name", "check the host in the path or in " + ENDPOINT + ", and the DNS");
        }
        if (failure instanceof ConnectException) {
            return new Reason(
                    "nothing answers at the address",
                    "check the host and port in the path or in " + ENDPOINT + ", and whether the server runs");
        }
        if (failure instanceof AccessDeniedException || failure instanceof AccessControlException) {
            return new Reason(
                    "access is refused",
                    "check the permissions and the credentials: a wrong or expired key, a wrong secret, or one that is"
                            + " not permitted to do this");
        }
        String message = String.valueOf(failure.getMessage());
        Matcher old = OLD_S3.matcher(message);
        if (old.lookingAt()) {
            return new Reason(
                    UserException.Kind.USAGE,
                    "S3 is not reached by this scheme",
                    "write s3a:// in place of " + old.group(1) + "://");
        }
        if (failure instanceof UnsupportedFileSystemException) {
            return new Reason(
                    UserException.Kind.USAGE,
                    "no file system is known by the scheme",
                    "check the scheme, or give Spark the library of that file system, as by --packages");
        }
        if (message.contains("No space left on device") || message.contains("uota exceeded")) {
            return new Reason(
                    "there is no room left",
                    "free some, or name another place: output.path for the dataset, spark.local.dir for what Spark"
                            + " keeps");
        }
        if (message.contains("Read-only file system")) {
            return new Reason(
                    "the file system is mounted to be read alone",
                    "name another place: output.path for the dataset, spark.local.dir for Spark's own files");
        }
        return switch (failure.getClass().getSimpleName()) {
            case "NoAuthWithAWSException", "NoAwsCredentialsException" ->
                new Reason(
                        "no credentials were found",
                        "give them by one of the ways in src/site/markdown/s3.md, or name the anonymous provider for a"
                                + " public bucket");
            case "UnknownStoreException" ->
                new Reason(
                        "there is no such bucket", "check the bucket's name, and that " + ENDPOINT + " is its server");
            case "AWSRedirectException", "AWSBadRequestException" ->
                new Reason(
                        "S3 does not take the request as it was sent, most often because of the region",
                        "set " + REGION + " to the region of the bucket");
            default -> null;
        };
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return failure.getClass().getSimpleName()
                + message.lines().findFirst().map(": "::concat).orElse("");
    }
}
