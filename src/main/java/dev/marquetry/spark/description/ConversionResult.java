package dev.marquetry.spark.description;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.RowSums;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.source.PassedOver;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.publish.DuplicateImages;
import dev.marquetry.spark.rows.RejectKind;
import dev.marquetry.spark.statistics.RunStatistics;
import dev.marquetry.spark.task.StageTimes;
import dev.marquetry.spark.task.TaskOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run has done.
 *
 * @param run the run's id
 * @param passedOver what was passed over where a folder or a glob was listed
 * @param outcome whether it was published
 * @param tally what was converted
 * @param fileBytes bytes of the data files written
 * @param files data files written
 * @param started when the run began
 * @param finished when everything was converted
 * @param device the device that the engine used, {@code none} where nothing was to compute
 * @param models the models that were run, and what their columns hold
 * @param update what an update compared, or null of other modes
 * @param seen what the run has seen of its images and tasks
 */
public record ConversionResult(
        String run,
        PassedOver passedOver,
        Outcome outcome,
        Tally tally,
        int files,
        long fileBytes,
        Instant started,
        Instant finished,
        String device,
        List<ModelColumn> models,
        Update update,
        Seen seen) {
    /**
     * What an update compared, and how far it is.
     *
     * @param input rows of the input
     * @param counts what was found
     * @param published batches that are committed
     * @param batches all batches, 0 where there was nothing to do; those that change nothing are not committed
     * @param failedAlike images of batches that change nothing: they were tried again and failed as before
     * @param phases how long each phase took, in the order in which they came
     */
    public record Update(
            long input,
            UpdateCounts counts,
            int published,
            int batches,
            long failedAlike,
            Map<String, Duration> phases) {
        /** Copies the map. */
        public Update {
            phases = Collections.unmodifiableMap(new LinkedHashMap<>(phases));
        }
    }

    /**
     * What a run has seen.
     *
     * @param statistics of its images
     * @param tasks that converted them
     * @param duplicates images with the same bytes, or null where they were not counted
     */
    public record Seen(RunStatistics statistics, TaskCounts tasks, DuplicateImages.Found duplicates) {
        /** Returns what a run has seen that converted nothing. */
        public static Seen nothing() {
            return new Seen(new RunStatistics(), TaskCounts.NONE, null);
        }

        /** Returns the same with duplicates counted. */
        public Seen with(DuplicateImages.Found counted) {
            return new Seen(statistics, tasks, counted);
        }
    }

    /**
     * Whether a run was published.
     *
     * @param excesses the limits that the run exceeded, a sentence each
     * @param commit the commit, or null where a limit stopped the run
     * @param failedFolder where rejects and report are of a run that a limit stopped, else null
     */
    public record Outcome(List<String> excesses, CommitRecord commit, String failedFolder) {
        private static final int DONE = 0;
        private static final int LIMIT_EXCEEDED = 3;

        /** Copies the list. */
        public Outcome {
            excesses = List.copyOf(excesses);
        }

        /** Returns the number of the commit, or nothing where a limit stopped the run. */
        public Optional<Long> commitNumber() {
            return committed().map(CommitRecord::commit);
        }

        /** Returns the exit code of a program that has done no more than the run. */
        public int exitCode() {
            return excesses.isEmpty() ? DONE : LIMIT_EXCEEDED;
        }

        /** Returns the commit, or nothing where a limit stopped the run. */
        public Optional<CommitRecord> committed() {
            return Optional.ofNullable(commit);
        }
    }

    /**
     * What became of the rows.
     *
     * @param input rows of the input
     * @param inputSums the checksum of these rows
     * @param converted rows of {@code data/}
     * @param dataSums the checksum of these rows
     * @param rejected rows of {@code rejects/}, by kind
     * @param rejectSums the checksum of these rows
     * @param sourceBytes bytes of the image files that were read
     * @param arrayBytes bytes of the arrays as they are handed to the sink
     * @param halvedBatches batches that failed and were tried again in halves, as when a device has no more memory
     * @param times where the time of the tasks went
     */
    public record Tally(
            long input,
            RowSums inputSums,
            long converted,
            RowSums dataSums,
            Map<RejectKind, Long> rejected,
            RowSums rejectSums,
            long sourceBytes,
            long arrayBytes,
            long halvedBatches,
            StageTimes times) {
        /** Keeps the kinds in the order of stage and error. */
        public Tally {
            rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
        }

        /** Adds up what committed tasks did with an input of so many rows with such a checksum. */
        public static Tally of(long input, RowSums inputSums, List<TaskOutcome> outcomes) {
            Tally tally = none(input, inputSums);
            for (TaskOutcome outcome : outcomes) {
                tally = tally.plus(of(outcome));
            }
            return tally;
        }

        /** Returns the tally of a run that converted nothing. */
        public static Tally none(long input, RowSums inputSums) {
            return new Tally(input, inputSums, 0, RowSums.NONE, Map.of(), RowSums.NONE, 0, 0, 0, StageTimes.NONE);
        }

        private static Tally of(TaskOutcome outcome) {
            return new Tally(
                    0,
                    RowSums.NONE,
                    outcome.converted(),
                    outcome.dataSums(),
                    outcome.rejected(),
                    outcome.rejectSums(),
                    outcome.sourceBytes(),
                    outcome.arrayBytes(),
                    outcome.halvedBatches(),
                    outcome.times());
        }

        /** Returns the tally of two batches of rows. */
        public Tally plus(Tally other) {
            Map<RejectKind, Long> kinds = new TreeMap<>(rejected);
            other.rejected.forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
            return new Tally(
                    input + other.input,
                    inputSums.plus(other.inputSums),
                    converted + other.converted,
                    dataSums.plus(other.dataSums),
                    kinds,
                    rejectSums.plus(other.rejectSums),
                    sourceBytes + other.sourceBytes,
                    arrayBytes + other.arrayBytes,
                    halvedBatches + other.halvedBatches,
                    times.plus(other.times));
        }

        /** Returns how many rows were rejected. */
        public long rejectedRows() {
            return rejected.values().stream().mapToLong(Long::longValue).sum();
        }

        /**
         * Checks that every row of the input went one way or the other, once.
         *
         * @param inFiles rows of the data files, as their footers count them
         * @throws IllegalStateException if not, which is a fault of ours
         */
        public void requireEveryRow(long inFiles) {
            boolean counted = inFiles == converted && inFiles + rejectedRows() == input;
            if (!counted || !dataSums.plus(rejectSums).equals(inputSums)) {
                throw new IllegalStateException("rows were lost or came twice: " + input + " came in, " + inFiles
                        + " are in the data files, " + converted + " were converted and " + rejectedRows()
                        + " rejected; the checksum of what came in is " + inputSums + ", of what went out "
                        + dataSums.plus(rejectSums));
            }
        }
    }

    /** Copies the list. */
    public ConversionResult {
        models = List.copyOf(models);
    }

    /** Returns the rows of the input. */
    public long inputRows() {
        return update == null ? tally.input() : update.input();
    }

    /** Returns how many rows gave an array. */
    public long converted() {
        return tally.converted();
    }

    /** Returns how many rows were rejected, by kind. */
    public Map<RejectKind, Long> rejected() {
        return tally.rejected();
    }

    /** Returns how many rows were rejected. */
    public long rejectedRows() {
        return tally.rejectedRows();
    }

    /** Returns how long the run took. */
    public Duration duration() {
        return Duration.between(started, finished);
    }

    /** Returns the same result with another view of what was seen. */
    public ConversionResult with(Seen other) {
        return new ConversionResult(
                run, passedOver, outcome, tally, files, fileBytes, started, finished, device, models, update, other);
    }

    /** Returns the same result with another outcome. */
    public ConversionResult with(Outcome other) {
        return new ConversionResult(
                run, passedOver, other, tally, files, fileBytes, started, finished, device, models, update, seen);
    }
}
