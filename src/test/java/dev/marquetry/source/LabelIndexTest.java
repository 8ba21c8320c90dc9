package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.UserException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class LabelIndexTest {
    private final SparkSession spark = SparkSessions.shared();

    @Test
    void numbersLabelsByTheOrderOfTheirNames() {
        Dataset<Row> rows =
                spark.sql("SELECT * FROM VALUES ('b', 1), ('ü', 2), (NULL, 3), ('B', 4), ('b', 5) AS t(l, n)");
        Dataset<Row> indexed = LabelIndex.add(rows, 0, 2, LabelNames.NONE);
        assertThat(indexed.columns()).containsExactly("l", "n", "label_index");
        assertThat(indexed.collectAsList())
                .extracting(row -> row.getInt(1), row -> row.get(2))
                .containsExactly(tuple(1, 1), tuple(2, 2), tuple(3, null), tuple(4, 0), tuple(5, 1));
        assertThat(LabelNames.fromMetadata(indexed.schema().apply("label_index").metadata()))
                .contains(new LabelNames(List.of("B", "b", "ü")));
    }

    @Test
    void numbersRowsWhoseColumnsHaveOneName() {
        Dataset<Row> rows = spark.sql("SELECT 'x' AS length, 7 AS length, 'cat' AS label");
        Dataset<Row> indexed = LabelIndex.add(rows, 2, 3, new LabelNames(List.of("dog")));
        assertThat(indexed.columns()).containsExactly("length", "length", "label", "label_index");
        assertThat(indexed.first().getInt(3)).isEqualTo(1);
    }

    @Test
    void putsTheNumbersWhereTheyAreToStand() {
        Dataset<Row> rows = spark.sql("SELECT 'cat' AS label, X'00' AS content");
        assertThat(LabelIndex.add(rows, 0, 1, LabelNames.NONE).columns())
                .containsExactly("label", "label_index", "content");
    }

    @Test
    void givesNoNamesWhereNoRowHasALabel() {
        Dataset<Row> indexed = LabelIndex.add(spark.sql("SELECT CAST(NULL AS STRING) AS l"), 0, 1, LabelNames.NONE);
        assertThat(indexed.first().isNullAt(1)).isTrue();
        assertThat(LabelNames.fromMetadata(indexed.schema().apply("label_index").metadata()))
                .isEmpty();
    }

    @Test
    void refusesMoreLabelsThanFilesCanHold() {
        Dataset<Row> rows = spark.range(LabelIndex.MOST_NAMES + 1).selectExpr("CAST(id AS STRING)");
        assertThatThrownBy(() -> LabelIndex.add(rows, 0, 1, LabelNames.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("derive.label-index has more than 100,000 labels to number");
    }
}
