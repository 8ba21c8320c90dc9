package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * What has to hold before a run may publish. Immutable.
 *
 * @param limits what the run must not exceed
 * @param duplicates what is done about paths that the dataset has already
 * @param takeover what is done about a folder that another run holds
 * @param otherRoot what is done about pictures below another root than the dataset's
 */
public record PublishOptions(Limits limits, DuplicatePolicy duplicates, Takeover takeover, OtherRoot otherRoot)
        implements Serializable {
    /** Default limits; duplicates, held folders and other roots are refused. */
    public static final PublishOptions DEFAULT =
            new PublishOptions(Limits.DEFAULT, DuplicatePolicy.REFUSE, Takeover.OF_THE_DEAD, OtherRoot.REFUSED);

    /** What is done about an append whose pictures lie below another root than those of the dataset. */
    public enum OtherRoot {
        /** It is refused. */
        REFUSED,
        /** The pictures have moved: the new root holds for all of the dataset. */
        MOVED
    }

    /** Checks that nothing is missing. */
    public PublishOptions {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(duplicates, "duplicates");
        Objects.requireNonNull(takeover, "takeover");
        Objects.requireNonNull(otherRoot, "otherRoot");
    }

    /** Returns options that differ in the limits. */
    public PublishOptions withLimits(Limits other) {
        return new PublishOptions(other, duplicates, takeover, otherRoot);
    }

    /** Returns options that differ in what is done about duplicates. */
    public PublishOptions withDuplicates(DuplicatePolicy policy) {
        return new PublishOptions(limits, policy, takeover, otherRoot);
    }

    /** Returns options that differ in what is done about a folder that another run holds. */
    public PublishOptions withTakeover(Takeover policy) {
        return new PublishOptions(limits, duplicates, policy, otherRoot);
    }

    /** Returns options that differ in what is done about another root. */
    public PublishOptions withOtherRoot(OtherRoot policy) {
        return new PublishOptions(limits, duplicates, takeover, policy);
    }
}
