package dev.marquetry.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitLogTest {
    @TempDir
    java.nio.file.Path folder;

    private CommitLog log;

    @BeforeEach
    void open() throws IOException {
        log = new CommitLog(FileSystem.getLocal(new Configuration()).getRaw(), new Path(folder.toString()));
    }

    @Test
    void givesBackWhatWasCommitted() throws IOException {
        assertThat(log.newest()).isEmpty();
        CommitRecord first = record(1, RunId.next());
        assertThat(log.create(first)).isTrue();
        assertThat(log.newest()).contains(first);
        CommitRecord tenth = record(10, RunId.next());
        assertThat(log.create(tenth)).isTrue();
        assertThat(log.newest()).contains(tenth);
    }

    @Test
    void letsOneRunHaveANumber() throws IOException {
        CommitRecord first = record(1, RunId.next());
        assertThat(log.create(first)).isTrue();
        assertThat(log.create(record(1, RunId.next()))).isFalse();
        assertThat(log.newest()).contains(first);
    }

    @Test
    void namesARecordThatIsNotWholeAndRemovesItForTheHolderOfTheLock() throws IOException {
        CommitRecord first = record(1, RunId.next());
        log.create(first);
        Files.writeString(folder.resolve("2.json"), "{\"version\": 2, \"com");
        assertThatThrownBy(log::newest)
                .hasMessageContaining(
                        "the commit record cannot be read: file:" + folder + "/2.json\n  cause: it is not whole: Unex")
                .hasMessageContaining("cure:  restore the record from a backup of the folder");
        log.removeTorn();
        assertThat(log.newest()).contains(first);
        log.removeTorn();
        assertThat(log.newest()).contains(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it is empty",
                "null | it has no version",
                "{} | it has no version",
                "/description | it has no description",
                "/description/schema | it has no description.schema",
                "/rejects/sums | it has no rejects.sums",
                "/data/files/0/rows | it has no data.files.rows"
            })
    void saysWhatARecordLacks(String lacking, String cause) throws IOException {
        String text = lacking.startsWith("/") ? without(JsonPointer.compile(lacking)) : lacking;
        Files.writeString(folder.resolve("3.json"), text);
        assertThatThrownBy(log::newest)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the commit record cannot be read: file:" + folder + "/3.json\n")
                .hasMessageContaining(cause + "\n  cure:  restore the record from a backup");
    }

    @ParameterizedTest
    @CsvSource({"3, take a newer Marquetry", "1, restore the record from a backup"})
    void refusesARecordOfAnotherVersion(int version, String cure) throws IOException {
        Files.writeString(folder.resolve("1.json"), "{\"version\": " + version + ", \"data\": \"other\"}");
        assertThatThrownBy(log::newest)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cause: its version is " + version + ", and this Marquetry knows 2")
                .hasMessageContaining("cure:  " + cure);
    }

    private static String without(JsonPointer field) {
        JsonNode record = new ObjectMapper().valueToTree(record(3, RunId.next()));
        ((ObjectNode) record.at(field.head())).remove(field.last().getMatchingProperty());
        return record.toString();
    }

    @Test
    void keepsTheLastThirtyAndThoseOfTheLastWeek() throws IOException {
        for (int number = 1; number <= 40; number++) {
            log.create(record(number, RunId.next()));
            if (number <= 5) {
                Files.setLastModifiedTime(
                        folder.resolve(number + ".json"),
                        FileTime.from(Instant.now().minus(Duration.ofDays(8))));
            }
        }
        Files.setLastModifiedTime(
                folder.resolve("20.json"), FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        log.prune();
        try (Stream<java.nio.file.Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(35)
                    .contains("6.json", "20.json", "40.json")
                    .doesNotContain("1.json", "5.json");
        }
    }

    private static CommitRecord record(long number, RunId run) {
        CommitRecord.Files files = new CommitRecord.Files(
                List.of("a"), List.of("b"), List.of(new DataFile("a", 3, 10)), new RowSums(-1, 7));
        return new CommitRecord(
                CommitRecord.VERSION,
                number,
                run.value(),
                "append",
                "2026-01-01T00:00:00Z",
                new CommitRecord.Description(
                        "s3a://b/é",
                        "path",
                        List.of("label"),
                        "f",
                        List.of(),
                        JsonNodeFactory.instance.objectNode().put("type", "struct"),
                        JsonNodeFactory.instance.objectNode(),
                        List.of(),
                        Map.of("tensor.dtype", "uint8")),
                new CommitRecord.Rows(3, 2, 1),
                new RowSums(5, 6),
                files,
                files,
                new FileSizes(9, 8),
                List.of(new CommitRecord.Window(1, 2)),
                new UpdateCounts(1, 2, 3, 4, 5, 6, 7, 8));
    }
}
