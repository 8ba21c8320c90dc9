package dev.marquetry.spark.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryWatchTest {
    private static final int DEADLY = 7;

    @TempDir
    private Path folder;

    private RetryWatch attempt(int number, int deaths) {
        return attempt(number, deaths, Duration.ZERO);
    }

    private RetryWatch attempt(int number, int deaths, Duration patience) {
        org.apache.hadoop.fs.Path own = new org.apache.hadoop.fs.Path(
                folder.resolve("task-3/attempt-" + number).toUri());
        return new RetryWatch(own, new Configuration(), deaths, patience);
    }

    /** An attempt whose process dies while the decoder is at the image. */
    private void dieOver(int number, long position) {
        RetryWatch watch = attempt(number, 2);
        for (long before = 0; before < position; before++) {
            watch.enter(before, "image");
            watch.leave();
        }
        watch.enter(position, "image");
    }

    @Test
    void condemnsTheImageThatTwoAttemptsDiedOver() {
        dieOver(1, DEADLY);
        dieOver(2, DEADLY);

        RetryWatch watch = attempt(3, 2);

        assertThat(Stream.iterate(0L, position -> position + 1).limit(10).filter(watch::condemns))
                .containsExactly((long) DEADLY);
    }

    @Test
    void givesAnImageASecondChance() {
        dieOver(1, DEADLY);

        assertThat(attempt(2, 2).condemns(DEADLY)).isFalse();
    }

    @Test
    void condemnsAfterOneDeathWhereNoOtherAttemptIsLeft() {
        dieOver(1, DEADLY);

        assertThat(attempt(2, 1).condemns(DEADLY)).isTrue();
    }

    @Test
    void condemnsNobodyForDeathsOverDifferentImages() {
        dieOver(1, DEADLY);
        dieOver(2, DEADLY + 1);

        RetryWatch watch = attempt(3, 2);

        assertThat(watch.condemns(DEADLY)).isFalse();
        assertThat(watch.condemns(DEADLY + 1)).isFalse();
    }

    @Test
    void findsSeveralDeadlyImages() {
        dieOver(1, DEADLY);
        dieOver(2, DEADLY);
        dieOver(3, DEADLY + 2);
        dieOver(4, DEADLY + 2);

        RetryWatch watch = attempt(5, 2);

        assertThat(watch.condemns(DEADLY)).isTrue();
        assertThat(watch.condemns(DEADLY + 1)).isFalse();
        assertThat(watch.condemns(DEADLY + 2)).isTrue();
    }

    @Test
    void blamesNoImageBetweenImagesAndLeavesNoNoteAtItsEnd() {
        RetryWatch watch = attempt(1, 2);
        watch.enter(0, "image");
        watch.leave();
        assertThat(attempt(2, 1).condemns(0)).isFalse();

        watch.enter(1, "image");
        watch.close();
        assertThat(folder.resolve("task-3")).isEmptyDirectory();
    }

    @Test
    @Tag("timing")
    void sparesAnImageWhoseOtherAttemptLivesAndMovesOn() throws IOException {
        RetryWatch living = attempt(1, 1);
        living.enter(DEADLY, "image");
        RetryWatch duplicate = attempt(2, 1, Duration.ofMillis(300));
        living.leave();

        assertThat(duplicate.condemns(DEADLY)).isFalse();
    }

    @Test
    void ignoresANoteThatItsWriterDiedOver() throws IOException {
        Path note = folder.resolve("task-3/attempt-1");
        Files.createDirectories(note.getParent());
        Files.writeString(note, "1");

        assertThat(attempt(2, 1).condemns(1)).isFalse();
    }

    @Test
    void goesOnWhereNoNotesCanBeKept() throws IOException {
        Files.writeString(folder.resolve("task-3"), "a file in place of the folder");

        RetryWatch watch = attempt(1, 1);
        watch.enter(0, "image");
        watch.leave();

        assertThat(watch.condemns(0)).isFalse();
        watch.close();
    }
}
