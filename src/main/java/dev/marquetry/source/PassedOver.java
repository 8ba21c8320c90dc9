package dev.marquetry.source;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How many names below a listed folder, or among those that a glob matches, were passed over, and why. Immutable. */
public final class PassedOver implements Serializable {
    /** Nothing was passed over. */
    public static final PassedOver NONE = new PassedOver(new EnumMap<>(Reason.class));

    private static final long serialVersionUID = 1L;

    private final EnumMap<Reason, Long> counts;

    /** Why a name was passed over; the constant's name is what stands in reports. */
    public enum Reason {
        /** The name begins with a dot; of a hidden folder the folder counts, or its files where a store has none. */
        HIDDEN("hidden"),
        /** A file whose name does not end as those of images do. */
        SUFFIX("not named as an image"),
        /** A pipe, a socket or a device. */
        NOT_A_FILE("no regular file"),
        /** A link to nothing. */
        DANGLING_LINK("a link to nothing"),
        /** A link to a folder that is listed under another name already, such as the one that the link is in. */
        LOOP("a link to a folder that is listed already");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Returns the reason as people read it, to follow a count. */
        public String words() {
            return words;
        }
    }

    private PassedOver(EnumMap<Reason, Long> counts) {
        this.counts = counts;
    }

    /** Returns how many names were passed over for a reason. */
    public long count(Reason reason) {
        return counts.getOrDefault(reason, 0L);
    }

    /** Returns the counts that are not zero, in the order of the reasons. */
    public Map<Reason, Long> byReason() {
        return Collections.unmodifiableMap(counts);
    }

    /** Returns whether nothing was passed over. */
    public boolean isNone() {
        return counts.isEmpty();
    }

    PassedOver plus(PassedOver other) {
        EnumMap<Reason, Long> sums = new EnumMap<>(counts);
        other.counts.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
        return new PassedOver(sums);
    }

    /** Returns the counts with their reasons, such as {@code 2 hidden, 1 no regular file}. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey().words()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PassedOver that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    /** Counts while a folder is listed. Used by one thread. */
    static final class Tally {
        private final EnumMap<Reason, Long> counts = new EnumMap<>(Reason.class);

        void add(Reason reason) {
            counts.merge(reason, 1L, Long::sum);
        }

        PassedOver total() {
            return new PassedOver(new EnumMap<>(counts));
        }
    }
}
