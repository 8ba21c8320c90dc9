package dev.marquetry.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one commit made of a dataset: {@code _commits/<n>.json}.
 *
 * @param version of the folder, {@link #VERSION}
 * @param commit the commit's number, from 1
 * @param run the run that made it
 * @param mode the run's {@code output.mode}
 * @param committed when, in ISO 8601
 * @param description what the rows are, which every run that adds to the dataset has to share
 * @param rows rows of this run: of the input, converted, rejected
 * @param inputSums the checksum of the run's input
 * @param data what the commit did in {@code data/}, and what is there now
 * @param rejects what the commit did in {@code rejects/}, and what is there now
 * @param sizes what the run's files were to be like, or null of records of older builds; runs may differ in them
 * @param unsettled when files were listed that may have changed since without a later time of modification
 * @param update what an update found and did, or null of other modes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CommitRecord(
        int version,
        long commit,
        String run,
        String mode,
        String committed,
        Description description,
        Rows rows,
        RowSums inputSums,
        Files data,
        Files rejects,
        FileSizes sizes,
        List<Window> unsettled,
        UpdateCounts update) {
    /** The version of the folder that this build writes and reads. */
    public static final int VERSION = 2;

    /** Takes a record that knows no unsettled files for one without any. */
    public CommitRecord {
        unsettled = unsettled == null ? List.of() : List.copyOf(unsettled);
    }

    /**
     * A stretch of time. Files that were modified in it, and listed at its end, may have changed once more without a
     * later time of modification, where times are whole seconds.
     *
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970
     */
    public record Window(long from, long to) implements Serializable {
        private static final int MOST = 100;

        /** Returns windows with one more; where there are very many, the oldest become one. */
        public static List<Window> join(List<Window> before, Optional<Window> more) {
            List<Window> all = new ArrayList<>(before);
            more.ifPresent(all::add);
            if (all.size() > MOST) {
                all.set(1, new Window(all.get(0).from(), all.get(1).to()));
                all.remove(0);
            }
            return all;
        }
    }

    /**
     * What the rows of a dataset are.
     *
     * @param root the folder that joined with a relative path opens the file, empty where there is none
     * @param pathColumn the column of paths
     * @param partitionBy the columns that the files are partitioned by
     * @param fingerprint what tells conversions apart
     * @param models the SHA-256 of each model's files, in the order of their columns
     * @param schema Spark's schema of {@code data/}, partition columns included, as JSON
     * @param rejectsSchema Spark's schema of {@code rejects/}, as JSON
     * @param labels the names of the labels that are numbered, in the order of their numbers; a run that adds to the
     *     dataset may add some after them
     * @param conversion the options that the fingerprint is of, by their keys; empty in records of older builds
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Description(
            String root,
            String pathColumn,
            List<String> partitionBy,
            String fingerprint,
            List<String> models,
            JsonNode schema,
            JsonNode rejectsSchema,
            List<String> labels,
            Map<String, String> conversion) {
        /** Takes a record without labels for one of a dataset whose labels are not numbered. */
        public Description {
            labels = labels == null ? List.of() : List.copyOf(labels);
            conversion = conversion == null ? Map.of() : new LinkedHashMap<>(conversion);
        }
    }

    /** Rows of one run. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rows(long input, long converted, long rejected) {}

    /**
     * The files of one folder.
     *
     * @param added names of files that the commit added
     * @param removed names of files that it removes
     * @param files all files that make the folder now
     * @param sums the checksum of their rows
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Files(List<String> added, List<String> removed, List<DataFile> files, RowSums sums) {
        /** Returns the number of rows in all files. */
        public long totalRows() {
            return files.stream().mapToLong(DataFile::rows).sum();
        }

        /** Returns the size of all files. */
        public long totalBytes() {
            return files.stream().mapToLong(DataFile::bytes).sum();
        }

        /** Returns the names of all files. */
        public List<String> names() {
            return files.stream().map(DataFile::name).toList();
        }
    }
}
