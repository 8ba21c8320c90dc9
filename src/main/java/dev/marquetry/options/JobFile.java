package dev.marquetry.options;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads a job file: a YAML tree whose branches, joined by dots, are the keys of options.
 *
 * <p>Gives every value as it is written, with its line; what the values mean is not looked at, and a key that is there
 * twice is given twice. Anchors, aliases and several documents are refused.
 */
final class JobFile {
    private final String name;
    private final YAMLParser parser;
    private final List<GivenValue> values = new ArrayList<>();

    private JobFile(String name, YAMLParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /**
     * Reads a file.
     *
     * @throws UserException if it cannot be read or is not YAML
     */
    static List<GivenValue> read(Path file) {
        try {
            return parse(Files.readString(file), file.getFileName().toString());
        } catch (NoSuchFileException missing) {
            throw unreadable(file, "there is no such file", missing);
        } catch (CharacterCodingException notText) {
            throw unreadable(file, "it is not text in UTF-8", notText);
        } catch (IOException failure) {
            throw unreadable(file, Files.isDirectory(file) ? "it is a folder" : failure.toString(), failure);
        }
    }

    private static UserException unreadable(Path file, String cause, IOException failure) {
        return new UserException(
                UserException.Kind.USAGE,
                "the job file cannot be read: " + file,
                cause,
                "name a YAML file; jobs/quickstart.yaml is an example",
                failure);
    }

    /** Reads the text of a file that has that name. */
    static List<GivenValue> parse(String text, String name) {
        String withoutMark = text.startsWith("\ufeff") ? text.substring(1) : text;
        try (YAMLParser parser = new YAMLFactory().createParser(withoutMark)) {
            return new JobFile(name, parser).values();
        } catch (JsonProcessingException malformed) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "the job file is not YAML: " + name + place(malformed),
                    rule(malformed),
                    "mend the line; jobs/quickstart.yaml is an example",
                    malformed);
        } catch (IOException failure) {
            throw new IllegalStateException("a text in memory cannot be read", failure);
        }
    }

    /** Without the line that is at fault, which may hold a secret: its place is known. */
    private static String rule(JsonProcessingException malformed) {
        if (malformed.getCause() instanceof MarkedYAMLException marked) {
            String context = marked.getContext() == null ? "" : marked.getContext() + ": ";
            return context + marked.getProblem();
        }
        return malformed.getOriginalMessage().strip().lines().findFirst().orElse("its syntax is wrong");
    }

    /** Jackson tells where it stood, the YAML parser below it where the fault is. */
    private static String place(JsonProcessingException malformed) {
        if (malformed.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Mark mark = marked.getProblemMark();
            return ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
        }
        JsonLocation location = malformed.getLocation();
        return location == null ? "" : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private List<GivenValue> values() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            readTree("");
            first = null;
        }
        if (first != null && first != JsonToken.VALUE_NULL) {
            throw refused("it must be a tree of keys and values");
        }
        if (parser.nextToken() != null) {
            throw refused("it must be one document");
        }
        return List.copyOf(values);
    }

    private void readTree(String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            int line = line();
            JsonToken token = parser.nextToken();
            refuseAlias();
            if (token == JsonToken.START_OBJECT) {
                readTree(key + ".");
            } else if (token == JsonToken.START_ARRAY) {
                values.add(list(key, "line " + line + " of " + name));
            } else {
                values.add(scalar(key, token, "line " + line + " of " + name));
            }
        }
    }

    private GivenValue scalar(String key, JsonToken token, String origin) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return GivenValue.nothing(key, origin);
        }
        return isText(token) ? GivenValue.scalar(key, parser.getText(), origin) : GivenValue.nested(key, origin);
    }

    private GivenValue list(String key, String origin) throws IOException {
        List<String> texts = new ArrayList<>();
        boolean nested = false;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            refuseAlias();
            if (token == JsonToken.VALUE_NULL || !isText(token)) {
                nested = true;
                parser.skipChildren();
            } else {
                texts.add(parser.getText());
            }
        }
        return nested ? GivenValue.nested(key, origin) : GivenValue.list(key, texts, origin);
    }

    private static boolean isText(JsonToken token) {
        return token.isScalarValue() && token != JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    private void refuseAlias() {
        if (parser.isCurrentAlias()) {
            throw refused("an alias (*name) is not supported; a text that begins with * needs quotes");
        }
    }

    private UserException refused(String rule) {
        return new UserException(
                UserException.Kind.USAGE,
                "the job file is refused: " + name + ", line " + line(),
                rule,
                "mend the line; jobs/quickstart.yaml is an example");
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
