package dev.marquetry.options;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * The names that the numbers of a column stand for: each number is a place in the list, from 0. Immutable.
 *
 * <p>They travel as the metadata of the column's field, under {@link #KEY}.
 *
 * @param names the names, no two of them equal
 */
public record LabelNames(List<String> names) implements Serializable {
    /** The key of the names in a field's metadata. */
    public static final String KEY = "marquetry.labels";

    /** No names. */
    public static final LabelNames NONE = new LabelNames(List.of());

    /** Python's order of texts, by code points, which is that of their bytes in UTF-8; Java's is another. */
    private static final Comparator<String> PYTHONS_ORDER =
            Comparator.comparing((String name) -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** Copies the list. */
    public LabelNames {
        names = List.copyOf(names);
    }

    /**
     * Returns these names, with the same numbers, and after them those that are new, sorted as fastai's {@code
     * CategoryMap} sorts.
     */
    public LabelNames with(Collection<String> others) {
        Set<String> added = new HashSet<>(others);
        names.forEach(added::remove);
        return new LabelNames(Stream.concat(names.stream(), added.stream().sorted(PYTHONS_ORDER))
                .toList());
    }

    /** Returns whether the other names have the same numbers here. */
    public boolean keeps(LabelNames others) {
        return others.names.size() <= names.size()
                && names.subList(0, others.names.size()).equals(others.names);
    }

    /** Returns the metadata of a column of these names' numbers. */
    public Metadata toMetadata() {
        // Spark reads an empty array back as one of numbers.
        return names.isEmpty()
                ? Metadata.empty()
                : new MetadataBuilder()
                        .putStringArray(KEY, names.toArray(String[]::new))
                        .build();
    }

    /** Returns the names in the metadata of a field, or nothing if there are none. */
    public static Optional<LabelNames> fromMetadata(Metadata metadata) {
        return metadata.contains(KEY)
                ? Optional.of(new LabelNames(List.of(metadata.getStringArray(KEY))))
                : Optional.empty();
    }
}
