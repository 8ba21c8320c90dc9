package dev.marquetry.spark.description;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.UserException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Refuses to add rows to a dataset whose rows are of another kind. */
public final class SameDescription {
    private SameDescription() {}

    /**
     * Checks that what a run would append is of the kind that the dataset holds.
     *
     * @param base the dataset's newest commit
     * @param run what the run would add
     * @param root the folder's, for the message
     * @throws UserException if it is not, with the difference
     */
    public static void require(
            CommitRecord.Description base,
            CommitRecord.Description run,
            PublishOptions.OtherRoot otherRoot,
            String root) {
        if (!base.fingerprint().equals(run.fingerprint())) {
            throw refused(
                    "output.path holds arrays of another conversion: " + root,
                    difference(base.conversion(), run.conversion()),
                    "use the same options, write the dataset anew with output.mode overwrite, or choose another"
                            + " output.path");
        }
        if (!base.models().equals(run.models())) {
            throw refused(
                    "output.path holds what another model gave: " + root,
                    "the files of a model have changed since",
                    "use the same models, or choose another output.path");
        }
        if (!base.root().equals(run.root()) && otherRoot == PublishOptions.OtherRoot.REFUSED) {
            throw refused(
                    "output.path holds pictures below another root: " + root,
                    "its paths are relative to " + shown(base.root()) + ", and the input's to " + shown(run.root()),
                    "set input.base to the root of before if the input lies below it, or input.rebase to true if the"
                            + " pictures have moved");
        }
        if (!base.pathColumn().equals(run.pathColumn()) || !base.partitionBy().equals(run.partitionBy())) {
            throw refused(
                    "output.path holds files of another layout: " + root,
                    "its column of paths is " + base.pathColumn() + ", partitioned by " + base.partitionBy()
                            + "; the run's is " + run.pathColumn() + ", partitioned by " + run.partitionBy(),
                    "set output.path-column and output.partition-by as they were");
        }
        requireColumns(base, run, root);
        if (!new LabelNames(run.labels()).keeps(new LabelNames(base.labels()))) {
            throw refused(
                    "output.path holds other numbers of labels: " + root,
                    "another run has added labels since this one began",
                    "run the job again");
        }
    }

    private static void requireColumns(CommitRecord.Description base, CommitRecord.Description run, String root) {
        List<String> before = columns(base);
        List<String> now = columns(run);
        if (!before.equals(now)) {
            Set<String> missing = new TreeSet<>(before);
            now.forEach(missing::remove);
            Set<String> added = new TreeSet<>(now);
            before.forEach(added::remove);
            throw refused(
                    "output.path holds other columns: " + root,
                    columns(missing, added),
                    "carry the same columns, with the same types, by input.columns");
        }
    }

    private static String columns(Set<String> missing, Set<String> added) {
        if (missing.isEmpty() && added.isEmpty()) {
            return "the dataset has them in another order";
        }
        if (missing.isEmpty()) {
            return "the run has " + String.join(", ", added) + " besides";
        }
        return "the dataset has " + String.join(", ", missing)
                + (added.isEmpty() ? " besides" : ", the run " + String.join(", ", added));
    }

    private static List<String> columns(CommitRecord.Description description) {
        StructType schema = (StructType) DataType.fromJson(description.schema().toString());
        return Arrays.stream(schema.fields())
                .map(field -> field.name() + " " + field.dataType().sql().toLowerCase(Locale.ROOT))
                .collect(Collectors.toList());
    }

    /** A record of an older build does not know the options. */
    private static String difference(Map<String, String> base, Map<String, String> run) {
        if (base.isEmpty()) {
            return "it was written with other image, resize, tensor, model, encoding or derive options; see"
                    + " report/run.json";
        }
        Set<String> keys = new LinkedHashSet<>(base.keySet());
        keys.addAll(run.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(base.get(key), run.get(key)))
                .map(key -> "its " + key + " is " + base.getOrDefault(key, "not set") + ", and the job's "
                        + run.getOrDefault(key, "not set"))
                .collect(Collectors.joining("; "));
    }

    private static String shown(String root) {
        return root.isEmpty() ? "no root" : root;
    }

    private static UserException refused(String problem, String cause, String cure) {
        return new UserException(UserException.Kind.USAGE, problem, cause, cure);
    }
}
