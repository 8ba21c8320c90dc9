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

class JournalingWatchTest {
    private static final int DEADLY = 7;

    @TempDir
    private Path folder;

    private JournalingWatch attempt(int number, int deaths) {
        return attempt(number, deaths, Duration.ZERO);
    }

    private JournalingWatch attempt(int number, int deaths, Duration patience) {
        org.apache.hadoop.fs.Path own = new org.apache.hadoop.fs.Path(
                folder.resolve("task-3/attempt-" + number).toUri());
        return new JournalingWatch(own, new Configuration(), deaths, patience);
    }

    /** An attempt whose process dies while the decoder is at the image. */
    private void dieOver(int number, long position) {
        JournalingWatch watch = attempt(number, 2);
        for (long before = 0; before < position; before++) {
            watch.enter(before, "image");
            watch.leave();
        }
        watch.enter(position, "image");
    }

    @Test
    void blocklistsTheImageThatTwoAttemptsDiedOver() {
        dieOver(1, DEADLY);
        dieOver(2, DEADLY);

        JournalingWatch watch = attempt(3, 2);

        assertThat(Stream.iterate(0L, position -> position + 1).limit(10).filter(watch::isBlocklisted))
                .containsExactly((long) DEADLY);
    }

    @Test
    void givesAnImageASecondChance() {
        dieOver(1, DEADLY);

        assertThat(attempt(2, 2).isBlocklisted(DEADLY)).isFalse();
    }

    @Test
    void blocklistsAfterOneDeathWhereNoOtherAttemptIsLeft() {
        dieOver(1, DEADLY);

        assertThat(attempt(2, 1).isBlocklisted(DEADLY)).isTrue();
    }

    @Test
    void blocklistsNothingForDeathsOverDifferentImages() {
        dieOver(1, DEADLY);
        dieOver(2, DEADLY + 1);

        JournalingWatch watch = attempt(3, 2);

        assertThat(watch.isBlocklisted(DEADLY)).isFalse();
        assertThat(watch.isBlocklisted(DEADLY + 1)).isFalse();
    }

    @Test
    void findsSeveralDeadlyImages() {
        dieOver(1, DEADLY);
        dieOver(2, DEADLY);
        dieOver(3, DEADLY + 2);
        dieOver(4, DEADLY + 2);

        JournalingWatch watch = attempt(5, 2);

        assertThat(watch.isBlocklisted(DEADLY)).isTrue();
        assertThat(watch.isBlocklisted(DEADLY + 1)).isFalse();
        assertThat(watch.isBlocklisted(DEADLY + 2)).isTrue();
    }

    @Test
    void blamesNoImageBetweenImagesAndLeavesNoNoteAtItsEnd() {
        JournalingWatch watch = attempt(1, 2);
        watch.enter(0, "image");
        watch.leave();
        assertThat(attempt(2, 1).isBlocklisted(0)).isFalse();

        watch.enter(1, "image");
        watch.close();
        assertThat(folder.resolve("task-3")).isEmptyDirectory();
    }

    @Test
    @Tag("timing")
    void sparesAnImageWhoseOtherAttemptLivesAndMovesOn() throws IOException {
        JournalingWatch living = attempt(1, 1);
        living.enter(DEADLY, "image");
        JournalingWatch duplicate = attempt(2, 1, Duration.ofMillis(300));
        living.leave();

        assertThat(duplicate.isBlocklisted(DEADLY)).isFalse();
    }

    @Test
    void ignoresANoteThatItsWriterDiedOver() throws IOException {
        Path note = folder.resolve("task-3/attempt-1");
        Files.createDirectories(note.getParent());
        Files.writeString(note, "1");

        assertThat(attempt(2, 1).isBlocklisted(1)).isFalse();
    }

    @Test
    void goesOnWhereNoNotesCanBeKept() throws IOException {
        Files.writeString(folder.resolve("task-3"), "a file in place of the folder");

        JournalingWatch watch = attempt(1, 1);
        watch.enter(0, "image");
        watch.leave();

        assertThat(watch.isBlocklisted(0)).isFalse();
        watch.close();
    }
}
