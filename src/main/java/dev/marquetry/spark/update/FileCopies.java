package dev.marquetry.spark.update;

import dev.marquetry.parquet.CopiedFiles;
import dev.marquetry.parquet.CopiedSource;
import dev.marquetry.spark.internals.SortedRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import scala.Tuple2;

/** Says, task by task, what each copied file is made of: what {@link CopiedFiles} writes. */
final class FileCopies {
    private FileCopies() {}

    /**
     * Returns the rows of the write that copies, one in each partition.
     *
     * @param plan which files are copied
     * @param actions what goes and what changes
     * @param places where the rows of the actions' files are now
     * @param side which of an action's rows are left out or changed: those of data or of rejects
     * @param partitionBy the columns whose values stand in the files' paths
     */
    static Dataset<Row> of(
            SparkSession spark,
            CopyPlan plan,
            ActionBatch actions,
            FilePlaces places,
            ComparedRow.Side side,
            List<String> partitionBy) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int columns = actions.inputColumns();
        // Neither records nor immutable lists: Spark may be set to ship with Kryo, which takes none.
        Map<Integer, Integer> groupOf = new HashMap<>();
        List<List<Integer>> groups = new ArrayList<>();
        for (List<Integer> group : plan.groups()) {
            group.forEach(place -> groupOf.put(place, groups.size()));
            groups.add(new ArrayList<>(group));
        }
        List<String> names = new ArrayList<>();
        plan.files().forEach(file -> names.add(file.name()));
        Broadcast<Tuple2<List<List<Integer>>, List<String>>> files = context.broadcast(new Tuple2<>(groups, names));
        Broadcast<Tuple2<Map<Integer, Integer>, Map<Integer, Integer>>> where =
                context.broadcast(new Tuple2<>(new HashMap<>(places.in(plan.files())), groupOf));
        JavaPairRDD<Integer, InternalRow> edits = actions.rows().flatMapToPair(row -> {
            Tuple2<Map<Integer, Integer>, Map<Integer, Integer>> maps = where.value();
            return edits(ActionRow.of(row, columns), side, maps._1(), maps._2());
        });
        JavaRDD<InternalRow> copies = edits.groupByKey(
                        new HashPartitioner(plan.groups().size()))
                .values()
                .mapPartitionsWithIndex((group, grouped) -> copy(grouped, group, files.value()), true);
        return SortedRows.dataset(spark, copies, CopiedFiles.rows(partitionBy), partitionBy);
    }

    /** Returns what an action changes in each file that has a row of its path and is copied. */
    private static Iterator<Tuple2<Integer, InternalRow>> edits(
            ActionRow action, ComparedRow.Side side, Map<Integer, Integer> places, Map<Integer, Integer> groupOf) {
        List<Integer> files = (side == ComparedRow.Side.DATA ? action.data() : action.rejects()).files();
        boolean dropped = action.verdict() != Verdict.TOUCHED;
        return files.stream()
                .map(places::get)
                .distinct()
                .filter(groupOf::containsKey)
                .map(file -> new Tuple2<Integer, InternalRow>(
                        groupOf.get(file),
                        new GenericInternalRow(new Object[] {file, action.path(), dropped, action.modified()})))
                .iterator();
    }

    private static Iterator<InternalRow> copy(
            Iterator<Iterable<InternalRow>> grouped, int group, Tuple2<List<List<Integer>>, List<String>> files) {
        Map<Integer, List<String>> dropped = new HashMap<>();
        Map<Integer, Map<String, Instant>> modified = new HashMap<>();
        while (grouped.hasNext()) {
            for (InternalRow edit : grouped.next()) {
                String path = edit.isNullAt(1) ? null : edit.getUTF8String(1).toString();
                if (edit.getBoolean(2)) {
                    dropped.computeIfAbsent(edit.getInt(0), file -> new ArrayList<>())
                            .add(path);
                } else {
                    modified.computeIfAbsent(edit.getInt(0), file -> new HashMap<>())
                            .put(path, DateTimeUtils.microsToInstant(edit.getLong(3)));
                }
            }
        }
        List<CopiedSource> sources = files._1().get(group).stream()
                .map(file -> new CopiedSource(
                        files._2().get(file),
                        dropped.getOrDefault(file, List.of()),
                        modified.getOrDefault(file, Map.of())))
                .toList();
        return List.of(CopiedFiles.row(partition(sources.get(0).name()), sources))
                .iterator();
    }

    /** Returns the values that stand in a file's path, as Spark wrote them there. */
    private static List<String> partition(String name) {
        String folder = CopyPlan.folder(name);
        return folder.isEmpty()
                ? List.of()
                : Arrays.stream(folder.split("/"))
                        .map(part -> ExternalCatalogUtils.unescapePathName(part.substring(part.indexOf('=') + 1)))
                        .toList();
    }
}
