package dev.marquetry.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowSampleTest {
    private static final List<Long> ROWS = List.of(1L, 0L, 10L, 5L);

    @Test
    void drawsEachRowOfEveryFileAsOftenAsAnyOther() {
        int[] drawn = new int[16];
        for (int seed = 0; seed < 16_000; seed++) {
            List<RowPlace> places = RowSample.draw(ROWS, 4, seed);
            assertThat(places).hasSize(4).doesNotHaveDuplicates().isSorted();
            for (RowPlace place : places) {
                assertThat(place.row()).isBetween(0L, ROWS.get(place.file()) - 1);
                drawn[(int) (place.row() + (place.file() == 0 ? 0 : place.file() == 2 ? 1 : 11))]++;
            }
        }
        // Four standard deviations of a binomial distribution around 4000.
        for (int times : drawn) {
            assertThat(times).isBetween(4000 - 220, 4000 + 220);
        }
    }

    @Test
    void drawsAllRowsWhereThereAreNoMore() {
        assertThat(RowSample.draw(ROWS, 16, 1)).hasSize(16).doesNotHaveDuplicates();
        assertThat(RowSample.draw(ROWS, 20, 1)).hasSize(16);
        assertThat(RowSample.draw(List.of(), 20, 1)).isEmpty();
        assertThat(RowSample.draw(List.of(0L), 20, 1)).isEmpty();
    }

    @Test
    void drawsTheSameFromTheSameSeed() {
        List<Long> many = List.of(3_000_000_000L, 5_000_000_000L);
        assertThat(RowSample.draw(many, 5, 7)).isEqualTo(RowSample.draw(many, 5, 7));
        assertThat(RowSample.draw(many, 5, 7)).isNotEqualTo(RowSample.draw(many, 5, 8));
    }
}
