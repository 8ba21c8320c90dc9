package dev.marquetry.gpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts comparisons, and keeps a sentence for each that failed. Not thread-safe. */
final class Differences {
    private final List<String> sentences = new ArrayList<>();
    private int comparisons;

    /** Compares what the device gave with what the CPU gave. */
    void compare(String what, byte[] expected, byte[] found) {
        comparisons++;
        int length = Math.min(expected.length, found.length);
        int different = 0;
        int first = -1;
        for (int i = 0; i < length; i++) {
            if (expected[i] != found[i]) {
                first = different == 0 ? i : first;
                different++;
            }
        }
        if (expected.length != found.length) {
            sentences.add(what + ": " + found.length + " bytes, not " + expected.length);
        } else if (different > 0) {
            sentences.add(what + ": " + different + " of " + length + " bytes differ, the first at " + first + ": "
                    + (found[first] & 0xFF) + ", not " + (expected[first] & 0xFF));
        }
    }

    int comparisons() {
        return comparisons;
    }

    List<String> sentences() {
        return Collections.unmodifiableList(sentences);
    }
}
