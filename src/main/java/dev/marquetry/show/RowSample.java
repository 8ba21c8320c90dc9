package dev.marquetry.show;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Draws rows of many files, each row as likely as any other. */
final class RowSample {
    private RowSample() {}

    /**
     * Returns different rows in the order of the files: all of them, if there are no more than wanted.
     *
     * @param rows how many each file has
     * @param count how many are wanted
     * @param seed decides which
     */
    static List<RowPlace> draw(List<Long> rows, int count, long seed) {
        long all = rows.stream().mapToLong(Long::longValue).sum();
        List<RowPlace> places = new ArrayList<>();
        int file = 0;
        long before = 0;
        for (long number : numbers(all, count, seed)) {
            while (number >= before + rows.get(file)) {
                before += rows.get(file);
                file++;
            }
            places.add(new RowPlace(file, number - before));
        }
        return places;
    }

    /** Floyd's way: each number is drawn once, however few of how many are wanted. */
    private static SortedSet<Long> numbers(long all, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedSet<Long> numbers = new TreeSet<>();
        for (long last = Math.max(0, all - count); last < all; last++) {
            long number = random.nextLong(last + 1);
            numbers.add(numbers.contains(number) ? last : number);
        }
        return numbers;
    }
}
