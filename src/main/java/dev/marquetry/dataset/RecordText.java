package dev.marquetry.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;

/** Reads the text of a commit record, and says what is wrong with one that is none of this version. */
final class RecordText {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What every record of this version has, whichever build wrote it. */
    private static final List<String> FIELDS = Stream.concat(
                    Stream.of(
                            "/version",
                            "/commit",
                            "/run",
                            "/mode",
                            "/committed",
                            "/description",
                            "/description/root",
                            "/description/pathColumn",
                            "/description/partitionBy",
                            "/description/fingerprint",
                            "/description/models",
                            "/description/schema",
                            "/description/rejectsSchema",
                            "/rows",
                            "/inputSums"),
                    Stream.of("/data", "/rejects")
                            .flatMap(folder -> Stream.of("", "/added", "/removed", "/files", "/sums")
                                    .map(folder::concat)))
            .toList();

    private static final List<String> FIELDS_OF_FILES = List.of("/name", "/rows", "/bytes");

    private static final String RESTORE = "restore the record from a backup of the folder, or write the dataset anew to"
            + " another folder; the files in data/ are left as they are";

    private RecordText() {}

    /**
     * Reads a record.
     *
     * @param file where it stands, for messages
     * @param text the record as JSON
     * @throws UserException if it is not whole, or of another version
     */
    static CommitRecord read(Path file, byte[] text) throws IOException {
        try {
            JsonNode record = JSON.readTree(text);
            int version = record.path("version").asInt(CommitRecord.VERSION);
            if (version != CommitRecord.VERSION) {
                throw unreadable(
                        file,
                        "its version is " + version + ", and this Marquetry knows " + CommitRecord.VERSION,
                        version > CommitRecord.VERSION ? "take a newer Marquetry" : RESTORE,
                        null);
            }
            if (record.isMissingNode()) {
                throw unreadable(file, "it is empty", RESTORE, null);
            }
            Optional<String> missing = missing(record);
            if (missing.isPresent()) {
                throw unreadable(file, "it is not whole: it has no " + missing.get(), RESTORE, null);
            }
            return JSON.treeToValue(record, CommitRecord.class);
        } catch (JsonProcessingException torn) {
            throw unreadable(file, "it is not whole: " + torn.getOriginalMessage(), RESTORE, torn);
        }
    }

    private static Optional<String> missing(JsonNode record) {
        return Stream.concat(
                        FIELDS.stream().filter(field -> isMissing(record, field)),
                        Stream.of("/data/files", "/rejects/files").flatMap(files -> missing(record, files)))
                .findFirst()
                .map(field -> field.substring(1).replace('/', '.'));
    }

    private static Stream<String> missing(JsonNode record, String files) {
        return StreamSupport.stream(record.at(files).spliterator(), false)
                .flatMap(file -> FIELDS_OF_FILES.stream().filter(field -> isMissing(file, field)))
                .map(files::concat);
    }

    private static boolean isMissing(JsonNode node, String field) {
        JsonNode found = node.at(field);
        return found.isMissingNode() || found.isNull();
    }

    private static UserException unreadable(Path file, String cause, String cure, Exception failure) {
        return new UserException(
                UserException.Kind.RUN, "the commit record cannot be read: " + file, cause, cure, failure);
    }
}
