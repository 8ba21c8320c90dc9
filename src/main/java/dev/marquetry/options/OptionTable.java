package dev.marquetry.options;

import java.util.List;

/** The table of all options, as the site and the command line show it. */
public final class OptionTable {
    private static final int WIDTH = 100;
    private static final String INDENT = "      ";

    private OptionTable() {}

    /** Returns whether there is an option of that key. */
    public static boolean has(String key) {
        return OptionCatalog.find(key).isPresent();
    }

    /** Returns the table in Markdown, a line per option. */
    static String markdown() {
        StringBuilder table = new StringBuilder("| key | default | values | meaning |\n|---|---|---|---|\n");
        for (Option<?> option : OptionCatalog.ALL) {
            String shown = option.shownDefault();
            table.append("| `").append(option.key()).append("` | ");
            table.append(option.defaultValue() == null ? shown : "`" + shown + "`");
            table.append(" | ").append(option.type().rule());
            table.append(" | ").append(option.help()).append(" |\n");
        }
        return table.toString();
    }

    /** Returns the table for a terminal. */
    public static String text() {
        StringBuilder table = new StringBuilder();
        for (Option<?> option : OptionCatalog.ALL) {
            String shown = option.shownDefault();
            table.append("  ").append(option.key());
            if (option.isRequired()) {
                table.append(" (required)");
            } else if (!shown.isEmpty()) {
                table.append(" (default: ").append(shown).append(')');
            }
            table.append('\n');
            appendWrapped(table, option.help());
            appendWrapped(table, "Takes " + option.type().rule() + ".");
        }
        return table.toString();
    }

    private static void appendWrapped(StringBuilder table, String sentence) {
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : List.of(sentence.split(" ", -1))) {
            if (line.length() > INDENT.length() && line.length() + 1 + word.length() > WIDTH) {
                table.append(line).append('\n');
                line = new StringBuilder(INDENT);
            }
            line.append(line.length() > INDENT.length() ? " " : "").append(word);
        }
        table.append(line).append('\n');
    }
}
