package dev.marquetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads pages as far as tests need it. */
final class Html {
    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\\s+[\\w:-]+(?:=\"[^\"<]*\")?)*)\\s*(/?)>");
    private static final Set<String> EMPTY = Set.of("meta", "link", "img", "br", "hr", "input");

    private Html() {}

    /** Every element ends where it should, every attribute is quoted, and no other character looks like a tag. */
    static void assertWellFormed(String html) {
        String body = html.replaceFirst("<!DOCTYPE html>", "").replaceFirst("(?s)<style>.*?</style>", "");
        Deque<String> open = new ArrayDeque<>();
        Matcher tags = TAG.matcher(body);
        while (tags.find()) {
            String name = tags.group(2);
            if (!tags.group(1).isEmpty()) {
                assertThat(open.poll()).isEqualTo(name);
            } else if (tags.group(4).isEmpty() && !EMPTY.contains(name)) {
                open.push(name);
            }
        }
        assertThat(open).isEmpty();
        assertThat(tags.replaceAll("")).doesNotContain("<", "${", "</#");
    }

    /** Returns what a person reads, without spaces at ends of lines. */
    static String text(String html) {
        return TAG.matcher(html.replaceFirst("(?s)<style>.*?</style>", ""))
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace('\u00a0', ' ')
                .replace("&amp;", "&");
    }
}
