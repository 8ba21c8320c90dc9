package dev.marquetry.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Deals formats in the proportions of a usual dataset, mostly JPEG; shuffled anew whenever it is dealt out. */
final class Deck {
    private static final List<Card> CARDS = cards();

    private final SplittableRandom random;
    private final List<Card> left = new ArrayList<>();

    Deck(SplittableRandom random) {
        this.random = random;
    }

    Card deal() {
        if (left.isEmpty()) {
            left.addAll(CARDS);
            for (int index = left.size() - 1; index > 0; index--) {
                Collections.swap(left, index, random.nextInt(index + 1));
            }
        }
        return left.remove(left.size() - 1);
    }

    private static List<Card> cards() {
        List<Card> cards = new ArrayList<>();
        for (Encoding encoding : Encoding.values()) {
            cards.add(new Card(encoding, usualSize(encoding)));
        }
        cards.add(new Card(Encoding.JPEG_420, SizeClass.TINY));
        cards.add(new Card(Encoding.JPEG_420, SizeClass.VARIED));
        cards.add(new Card(Encoding.JPEG_422, SizeClass.VARIED));
        cards.add(new Card(Encoding.JPEG_420, SizeClass.PANORAMA));
        cards.add(new Card(Encoding.JPEG_420, SizeClass.LARGE));
        cards.addAll(Collections.nCopies(9, new Card(Encoding.JPEG_420, SizeClass.ORDINARY)));
        cards.add(new Card(Encoding.JPEG_422, SizeClass.ORDINARY));
        cards.add(new Card(Encoding.JPEG_444, SizeClass.ORDINARY));
        cards.addAll(Collections.nCopies(3, new Card(Encoding.JPEG_PROGRESSIVE, SizeClass.ORDINARY)));
        return List.copyOf(cards);
    }

    private static SizeClass usualSize(Encoding encoding) {
        return switch (encoding) {
            case JPEG_420, JPEG_422, JPEG_444, JPEG_PROGRESSIVE, JPEG_GREY, JPEG_CMYK, JPEG_YCCK, JPEG_ROTATED ->
                SizeClass.ORDINARY;
            case PNG_RGB, PNG_PALETTE, PNG_GREY_16, WEBP_LOSSY, BMP_RGB, GIF -> SizeClass.ORDINARY;
            case PNG_RGBA, PNG_RGB_16, PNG_BILEVEL, WEBP_LOSSLESS, TIFF -> SizeClass.VARIED;
            case PNG_GREY, BMP_PALETTE -> SizeClass.TINY;
        };
    }
}
