package dev.marquetry.spark.update;

import dev.marquetry.dataset.UpdateCounts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import scala.Tuple3;

/**
 * What a comparison found.
 *
 * @param counts of images whose state is certain
 * @param uncertain images whose files have to be read
 * @param actions paths that something is to be done about, or may be
 * @param twice paths that the input has more than once
 * @param examples the first few of them
 */
record Findings(UpdateCounts counts, long uncertain, long actions, long twice, List<String> examples) {
    static final Findings NONE = new Findings(UpdateCounts.NONE, 0, 0, 0, List.of());

    private static final int SHOWN = 3;
    private static final String NO_PATH = "(no path)";

    /** Returns what is found in rows as it is shipped: Spark may be set to ship with Kryo, which takes no records. */
    static Iterator<Tuple3<long[], long[], String[]>> in(PathGroups groups) {
        long uncertain = 0;
        long actions = 0;
        long twice = 0;
        List<String> examples = new ArrayList<>();
        while (groups.hasNext()) {
            ActionRow action = groups.next();
            actions++;
            uncertain += action.verdict() == Verdict.UNCERTAIN ? 1 : 0;
            if (action.verdict() == Verdict.TWICE) {
                twice++;
                if (examples.size() < SHOWN) {
                    examples.add(action.path() == null ? NO_PATH : action.path().toString());
                }
            }
        }
        return List.of(new Tuple3<>(
                        groups.counts().shipped(),
                        new long[] {uncertain, actions, twice},
                        examples.toArray(String[]::new)))
                .iterator();
    }

    /** Restores what {@link #in} gives. */
    static Findings of(Tuple3<long[], long[], String[]> shipped) {
        long[] numbers = shipped._2();
        return new Findings(UpdateCounts.of(shipped._1()), numbers[0], numbers[1], numbers[2], List.of(shipped._3()));
    }

    Findings plus(Findings other) {
        return new Findings(
                counts.plus(other.counts),
                uncertain + other.uncertain,
                actions + other.actions,
                twice + other.twice,
                Stream.concat(examples.stream(), other.examples.stream())
                        .sorted()
                        .limit(SHOWN)
                        .toList());
    }
}
