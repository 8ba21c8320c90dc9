package dev.marquetry.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of a page, encoded alike, and together no larger than they may be.
 *
 * @param uris a URI that holds the picture, for each
 * @param fidelity a sentence that says what was lost
 */
record EncodedPictures(List<String> uris, String fidelity) {
    private static final List<Level> LEVELS = levels();

    /** After so many pictures it is seen whether a level can do. */
    private static final int TRIED = 4;

    /** How far over their share the pictures so far may be: those that come are other pictures. */
    private static final double UNEVEN = 1.5;

    /** Where pictures are exact, a quality is 0. */
    private record Level(int shrunk, int quality) {
        EncodedPicture encoded(ShownPicture picture) {
            ShownPicture smaller = PictureReduction.by(shrunk, picture);
            return quality == 0 ? EncodedPicture.png(smaller) : EncodedPicture.jpeg(smaller, quality);
        }

        String fidelity(Reductions reductions) {
            if (quality == 0) {
                return reductions.fidelity();
            }
            String sides = shrunk == 1 ? "" : ", their sides divided by " + shrunk;
            return "Here as JPEG of quality " + quality + sides + ", to keep the page small.";
        }
    }

    /** Returns the pictures as true as the budget allows, or nothing where they are too large however they are made. */
    static Optional<EncodedPictures> within(long mostBytes, List<ShownPicture> pictures) {
        for (Level level : LEVELS) {
            Optional<List<String>> uris = uris(level, mostBytes, pictures);
            if (uris.isPresent()) {
                return Optional.of(new EncodedPictures(uris.get(), level.fidelity(Reductions.of(pictures))));
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> uris(Level level, long mostBytes, List<ShownPicture> pictures) {
        List<String> uris = new ArrayList<>();
        long bytes = 0;
        for (ShownPicture picture : pictures) {
            EncodedPicture encoded = level.encoded(picture);
            uris.add(encoded.uri());
            bytes += encoded.length();
            double share = (double) mostBytes * uris.size() / pictures.size();
            if (bytes > mostBytes || (uris.size() >= TRIED && bytes > UNEVEN * share)) {
                return Optional.empty();
            }
        }
        return Optional.of(uris);
    }

    private static List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        levels.add(new Level(1, 0));
        for (int quality = 90; quality >= 60; quality -= 10) {
            levels.add(new Level(1, quality));
        }
        for (int shrunk = 2; shrunk <= 64; shrunk += Math.max(1, shrunk / 4)) {
            levels.add(new Level(shrunk, 80));
        }
        return List.copyOf(levels);
    }
}
