package dev.marquetry.report;

import java.time.Duration;
import java.util.Locale;

/** Writes numbers and texts as the page shows them. */
final class Figures {
    /** How many bytes of a path are shown: no key of S3 has as many, nor 500 characters of Chinese. */
    private static final int LONGEST_PATH = 1_600;

    /** How many bytes of a sentence from outside are shown. */
    static final int LONGEST_TEXT = 800;

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Figures() {}

    /** Returns a whole number with its thousands apart. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Returns a count with its noun, whose plural has an s: {@code 1 picture}, {@code 2 pictures}. */
    static String count(long count, String noun) {
        return count(count, noun, noun + "s");
    }

    /** Returns a count with its noun, or with that of many. */
    static String count(long count, String noun, String plural) {
        return count(count) + " " + (count == 1 ? noun : plural);
    }

    /** Returns a size with a binary unit: {@code 1.5 MiB}. */
    static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(
                Locale.ROOT, unit == 0 || value == Math.rint(value) ? "%,.0f %s" : "%,.1f %s", value, UNITS[unit]);
    }

    /** Returns a size with a binary unit. */
    static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** Returns a time in its two largest units: {@code 3 min 20 s}. */
    static String time(double seconds) {
        Duration duration = Duration.ofMillis(Math.round(seconds * 1000));
        if (seconds < 60) {
            return String.format(Locale.ROOT, seconds < 1 ? "%.2f s" : "%.1f s", seconds);
        }
        if (seconds < 3600) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return count(duration.toHours()) + " h " + duration.toMinutesPart() + " min";
    }

    /** Returns a number with at most so many digits after the point, without zeros at its end. */
    static String decimal(double number, int digits) {
        String text = String.format(Locale.ROOT, "%,." + digits + "f", number);
        return text.contains(".") ? text.replaceFirst("0+$", "").replaceFirst("\\.$", "") : text;
    }

    /** Returns a share in percent: {@code 12.3 %}. */
    static String share(double part, double whole) {
        if (whole == 0) {
            return "0 %";
        }
        double percent = 100 * part / whole;
        if (percent > 0 && percent < 0.05) {
            return "< 0.1 %";
        }
        return decimal(percent > 99.9 && percent < 100 ? 99.9 : percent, 1) + " %";
    }

    /** Returns a share in percent. */
    static String share(long part, long whole) {
        return share((double) part, (double) whole);
    }

    /** Returns a rate of pictures per second. */
    static String rate(double perSecond) {
        return decimal(perSecond, perSecond < 10 ? 2 : perSecond < 100 ? 1 : 0) + " pictures/s";
    }

    /** Returns how a number differs from that before, in percent. */
    static String change(double now, double before) {
        if (now == before) {
            return "the same";
        }
        if (before == 0) {
            return "none before";
        }
        double percent = 100 * (now - before) / before;
        if (Math.abs(percent) < 0.05) {
            return "almost the same";
        }
        return (percent > 0 ? "+" : "\u2212") + decimal(Math.abs(percent), Math.abs(percent) < 10 ? 1 : 0) + " %";
    }

    /** Returns the length of a bar in percent of the longest, as CSS takes it. */
    static String bar(double part, double longest) {
        return longest <= 0 ? "0" : String.format(Locale.ROOT, "%.2f", Math.min(100, 100 * part / longest));
    }

    /** Returns the length of a bar in percent of the longest, as CSS takes it. */
    static String bar(long part, long longest) {
        return bar((double) part, (double) longest);
    }

    /** Returns the path, its middle left out where it is very long. */
    static String path(String path) {
        if (head(path, LONGEST_PATH).length() == path.length()) {
            return path;
        }
        StringBuilder reversed = new StringBuilder(path).reverse();
        String end = new StringBuilder(head(reversed.toString(), LONGEST_PATH / 2))
                .reverse()
                .toString();
        return head(path, LONGEST_PATH / 2) + " \u2026 " + end;
    }

    /** Returns the text, its end left out where it takes more bytes in HTML. */
    static String text(String text, int longest) {
        String head = head(text, longest);
        return head.length() == text.length() ? text : head + " \u2026";
    }

    private static String head(String text, int longest) {
        int index = 0;
        int weight = 0;
        while (index < text.length()) {
            int character = text.codePointAt(index);
            weight += weight(character);
            if (weight > longest) {
                break;
            }
            index += Character.charCount(character);
        }
        return text.substring(0, index);
    }

    /** Returns how many bytes a character has, or more than its escape has. */
    private static int weight(int character) {
        if (character < 0x80) {
            return "<>&\"'".indexOf(character) < 0 ? 1 : 6;
        }
        return character < 0x10000 ? 3 : 4;
    }
}
