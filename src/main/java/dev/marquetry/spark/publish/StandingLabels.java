package dev.marquetry.spark.publish;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.source.StorageFaults;
import dev.marquetry.spark.internals.SessionSettings;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The names of labels that a dataset has numbered already. */
public final class StandingLabels {
    private StandingLabels() {}

    /**
     * Returns the names that a run has to keep: those of the newest commit, if it keeps its rows.
     *
     * @throws UserException if the folder cannot be read
     */
    public static LabelNames of(SparkSession spark, OutputOptions output) {
        if (!output.mode().keepsRows()) {
            return LabelNames.NONE;
        }
        Configuration configuration = OutputSettings.configuration(output.path(), SessionSettings.hadoop(spark));
        try {
            return new DatasetFolder(output.path(), configuration)
                    .newest()
                    .map(CommitRecord::description)
                    .map(description -> new LabelNames(description.labels()))
                    .orElse(LabelNames.NONE);
        } catch (IOException failure) {
            throw StorageFaults.of("output.path cannot be read: " + output.path(), failure);
        }
    }
}
