package dev.marquetry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the rounds of one row of the table gave. */
final class Figures {
    private final List<JsonNode> rounds = new ArrayList<>();

    void add(JsonNode round) {
        rounds.add(round);
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** Returns the median of the rounds' images per second. */
    double imagesPerSecond() {
        return Median.of(rounds.stream()
                .map(round -> round.get("images").asDouble() / round.get("seconds").asDouble())
                .toList());
    }

    /** Returns the median of the milliseconds that an image spends in a stage. */
    double milliseconds(String stage) {
        return Median.of(rounds.stream()
                .map(round -> 1e3 * round.get(stage).asDouble() / round.get("images").asDouble())
                .toList());
    }
}
