package dev.marquetry.dataset;

import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one run, as it stands in the names of the files that it writes. Later runs sort after earlier ones.
 *
 * @param value letters, digits and hyphens: when the run began, in UTC, and four random bytes
 */
public record RunId(String value) implements Comparable<RunId>, Serializable {
    private static final String FORM = "\\d{8}T\\d{6}Z-[0-9a-f]{8}";
    private static final Pattern WHOLE = Pattern.compile(FORM);
    private static final Pattern IN_FILE_NAME = Pattern.compile("-(" + FORM + ")(?=[-.])");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Checks the form. */
    public RunId {
        if (!WHOLE.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a run: " + value);
        }
    }

    /** Returns the id of a run that begins now. */
    public static RunId next() {
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        return new RunId(TIME.format(Instant.now()) + "-" + HexFormat.of().formatHex(random));
    }

    /** Returns the run that wrote a file, or nothing if the name holds none. */
    static Optional<RunId> ofFile(String name) {
        Matcher matcher = IN_FILE_NAME.matcher(name.substring(name.lastIndexOf('/') + 1));
        return matcher.find() ? Optional.of(new RunId(matcher.group(1))) : Optional.empty();
    }

    /** Returns the run that a folder is named for, or nothing. */
    static Optional<RunId> ofFolder(String name) {
        return WHOLE.matcher(name).matches() ? Optional.of(new RunId(name)) : Optional.empty();
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
