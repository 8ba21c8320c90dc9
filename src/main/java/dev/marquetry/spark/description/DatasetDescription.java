package dev.marquetry.spark.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.FileSizes;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DerivedColumns;
import dev.marquetry.options.DerivedColumns.LabelIndex;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.WrittenOptions;
import dev.marquetry.parquet.DatasetCard;
import dev.marquetry.parquet.MarquetryFileFormat;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.rows.RowSchema;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a run says of the dataset that it writes, all of it made here: the footers of the files, the commit record, and
 * the card.
 */
public final class DatasetDescription {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConversionOptions options;
    private final DatasetWriter writer;
    private final StructType columns;
    private final CommitRecord.Description rows;
    private final Map<String, String> sink;

    /**
     * Describes what a run is to write.
     *
     * @param root the folder that joined with a relative path opens the file, empty where there is none
     */
    public DatasetDescription(
            ConversionOptions options, String root, List<ModelColumn> models, RowSchema schema, DatasetWriter writer) {
        this.options = options;
        this.writer = writer;
        this.columns = schema.data();
        this.rows = rows(options, root, models, schema);
        this.sink = new HashMap<>(
                SinkSettings.of(options, root, models, rows.fingerprint(), new LabelNames(rows.labels())));
        this.sink.put(MarquetryFileFormat.FILE_TAG, writer.run().value());
    }

    /** Returns what the rows of a run are, which every run that adds to the dataset has to share. */
    public static CommitRecord.Description rows(
            ConversionOptions options, String root, List<ModelColumn> models, RowSchema schema) {
        return new CommitRecord.Description(
                root,
                options.output().pathColumn(),
                options.output().partitionBy(),
                WrittenOptions.fingerprint(options),
                models.stream().map(ModelColumn::sha256).toList(),
                plain(schema.data()),
                plain(schema.rejects()),
                labels(options, schema).names(),
                WrittenOptions.conversion(options));
    }

    /** Returns the names of the labels that this run numbers: a column that is carried may have some of its own. */
    private static LabelNames labels(ConversionOptions options, RowSchema schema) {
        return options.source().derived().index() == LabelIndex.OMITTED
                ? LabelNames.NONE
                : LabelNames.fromMetadata(
                                schema.data().apply(DerivedColumns.LABEL_INDEX).metadata())
                        .orElse(LabelNames.NONE);
    }

    /** Returns the columns without what their metadata says, such as whole lookup tables. */
    private static JsonNode plain(StructType schema) {
        StructType plain = new StructType();
        for (StructField field : schema.fields()) {
            plain = plain.add(field.name(), field.dataType(), field.nullable());
        }
        try {
            return JSON.readTree(plain.json());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a schema is always JSON", impossible);
        }
    }

    /** Returns what the rows are, which every run that adds to the dataset has to share. */
    public CommitRecord.Description rows() {
        return rows;
    }

    /** Returns the options of the write, what the footers say among them. */
    public Map<String, String> sink() {
        return Map.copyOf(sink);
    }

    /** Returns the text of the dataset's README.md once a commit is made. */
    public String card(CommitRecord commit) {
        return DatasetCard.text(
                columns,
                sink,
                options.output().partitionBy(),
                commit.data().names(),
                commit.data().totalRows());
    }

    /**
     * Returns the record of a commit.
     *
     * @param tally what was converted
     * @param data what the commit does in {@code data/}
     * @param rejects what it does in {@code rejects/}
     * @param unsettled when files were listed that may have changed since without a later time of modification
     * @param update what an update found, or null of other modes
     */
    public CommitRecord commit(
            ConversionResult.Tally tally,
            FolderChange data,
            FolderChange rejects,
            List<CommitRecord.Window> unsettled,
            UpdateCounts update) {
        Optional<CommitRecord> base =
                writer.base().filter(before -> options.output().mode().keepsRows());
        return new CommitRecord(
                CommitRecord.VERSION,
                writer.nextCommit(),
                writer.run().value(),
                options.output().mode().name().toLowerCase(Locale.ROOT),
                Instant.now().toString(),
                rows,
                new CommitRecord.Rows(tally.input(), tally.converted(), tally.rejectedRows()),
                tally.inputSums(),
                base.map(before -> data.of(before.data())).orElseGet(data::replacing),
                base.map(before -> rejects.of(before.rejects())).orElseGet(rejects::replacing),
                new FileSizes(options.output().fileSize(), options.output().rowGroupSize()),
                unsettled,
                update);
    }
}
