package dev.marquetry.report;

import java.util.IntSummaryStatistics;
import java.util.List;

/**
 * Which of a page's pictures are smaller than their arrays, in words.
 *
 * @param all how many pictures there are
 * @param factors by what the sides of the smaller ones were divided
 */
record Reductions(int all, IntSummaryStatistics factors) {
    static Reductions of(List<ShownPicture> pictures) {
        return new Reductions(
                pictures.size(),
                pictures.stream()
                        .mapToInt(ShownPicture::divided)
                        .filter(divided -> divided > 1)
                        .summaryStatistics());
    }

    /** Returns the end of a sentence about all pictures, empty where none is smaller. */
    String note() {
        if (factors.getCount() == 0) {
            return "";
        }
        String least = Integer.toString(factors.getMin());
        return ", those larger than " + ContactSheet.LARGEST + " pixels with their sides divided by "
                + (factors.getMin() == factors.getMax() ? least : least + " to " + factors.getMax());
    }

    /** Returns a sentence about pictures that the page holds sample for sample. */
    String fidelity() {
        return chosen(
                "Pixel for pixel as they are stored.",
                "The others pixel for pixel as they are stored.",
                "Each pixel is the mean of a square of stored ones.");
    }

    /** Returns what the contact sheet has. */
    String onSheet() {
        return chosen("them pixel for pixel", "the others pixel for pixel", "them as PNG");
    }

    private String chosen(String none, String some, String each) {
        if (factors.getCount() == 0) {
            return none;
        }
        return factors.getCount() < all ? some : each;
    }
}
