package dev.marquetry.spark.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.RowSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyPlanTest {
    private static final long SIZE = 1000;

    private static FolderEdits dropping(Map<Integer, Long> rows) {
        return new FolderEdits(rows, Map.of(), RowSums.NONE);
    }

    private static CopyPlan gathered(List<DataFile> files, FolderEdits edits) {
        return CopyPlan.of(files, edits, SIZE, CopyPlan.Merging.GATHERED_FILES);
    }

    private static List<DataFile> files(int count, String folder, long bytes) {
        List<DataFile> files = new ArrayList<>();
        for (int file = 0; file < count; file++) {
            files.add(new DataFile(folder + "part-" + file + ".parquet", 10, bytes));
        }
        return files;
    }

    @Test
    void leavesFilesThatDoNotChange() {
        CopyPlan plan = gathered(files(7, "", 10), FolderEdits.NONE);
        assertThat(plan.isNothing()).isTrue();
        assertThat(plan.removed()).isEmpty();
    }

    @Test
    void copiesAFileThatLosesRowsOrHasAnotherTime() {
        List<DataFile> files = files(3, "", 900);
        CopyPlan plan = gathered(files, new FolderEdits(Map.of(1, 4L), Map.of(2, 1L), RowSums.NONE));
        assertThat(plan.groups()).containsExactlyInAnyOrder(List.of(1), List.of(2));
        assertThat(plan.removed()).containsExactly(1, 2);
        assertThat(plan.rows()).isEqualTo(16);
        assertThat(plan.removedNames()).containsExactly("part-1.parquet", "part-2.parquet");
    }

    @Test
    void copiesNothingOfAFileThatLosesAllRows() {
        CopyPlan plan = gathered(files(2, "", 900), dropping(Map.of(0, 10L)));
        assertThat(plan.groups()).isEmpty();
        assertThat(plan.removed()).containsExactly(0);
    }

    @Test
    void joinsSmallFilesOfOnePartitionWhereManyHaveGathered() {
        List<DataFile> files = new ArrayList<>(files(CopyPlan.GATHERED, "label=a/", 100));
        files.addAll(files(CopyPlan.GATHERED - 1, "label=b/", 100));
        files.add(new DataFile("label=a/part-large.parquet", 10, 500));
        CopyPlan plan = gathered(files, FolderEdits.NONE);
        assertThat(plan.groups()).containsExactly(List.of(0, 1, 2, 3, 4, 5, 6, 7));
        assertThat(plan.removed()).hasSize(CopyPlan.GATHERED);
    }

    @Test
    void joinsFilesUpToTheWantedSize() {
        CopyPlan plan = gathered(files(10, "", 300), FolderEdits.NONE);
        assertThat(plan.groups()).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6, 7, 8), List.of(9));
    }

    @Test
    void joinsNoMoreThanARunCanAfford() {
        List<DataFile> files = new ArrayList<>(files(20, "label=a/", 499));
        files.addAll(files(8, "label=b/", 100));
        CopyPlan plan = gathered(files, FolderEdits.NONE);
        assertThat(plan.groups()).containsExactly(List.of(20, 21, 22, 23, 24, 25, 26, 27));
    }

    @Test
    void joinsAnyTwoSmallFilesWhereThatIsAsked() {
        CopyPlan plan = CopyPlan.of(files(2, "", 10), FolderEdits.NONE, SIZE, CopyPlan.Merging.ALL_SMALL_FILES);
        assertThat(plan.groups()).containsExactly(List.of(0, 1));
        assertThat(CopyPlan.of(files(1, "", 10), FolderEdits.NONE, SIZE, CopyPlan.Merging.ALL_SMALL_FILES)
                        .isNothing())
                .isTrue();
    }

    @Test
    void refusesToDropMoreRowsThanThereAre() {
        assertThatThrownBy(() -> gathered(files(1, "", 10), dropping(Map.of(0, 11L))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void followsRowsToTheCopiesOfTheirFiles() {
        List<DataFile> before = files(4, "", 900);
        FilePlaces places = new FilePlaces(before);
        CopyPlan plan = gathered(before, new FolderEdits(Map.of(1, 4L, 2, 10L), Map.of(3, 1L), RowSums.NONE));
        assertThat(plan.groups()).containsExactly(List.of(1), List.of(3));
        DataFile second = new DataFile("part-00001-x.parquet", 10, 900);
        DataFile first = new DataFile("part-00000-x.parquet", 6, 540);
        places.follow(plan, List.of(second, first));
        List<DataFile> now = List.of(before.get(0), second, first);
        assertThat(places.in(now)).isEqualTo(Map.of(0, 0, 1, 2, 3, 1));
        assertThat(places.follow(dropping(Map.of(1, 2L)), now).dropped()).isEqualTo(Map.of(2, 2L));
        assertThatThrownBy(() -> places.follow(dropping(Map.of(2, 2L)), now)).isInstanceOf(IllegalStateException.class);
    }
}
