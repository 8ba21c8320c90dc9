package dev.marquetry.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Says what each picture of a dataset is, before any is drawn. */
final class DatasetPlan {
    private static final Subject[] SUBJECTS = Subject.values();
    private static final Flaw[] FLAWS = Flaw.values();
    private static final float VALID_SHARE = 0.2f;
    /** What URIs, globs, CSV and shells read as something else, beside what cameras write. */
    private static final String[] NAMES = {
        "IMG_%05d",
        "IMG_%05d",
        "IMG_%05d",
        "DSC%05d",
        "photo %05d",
        "100%% wool %05d",
        "50%%25 off %05d",
        "take #%05d",
        "a+b=%05d",
        "Zürich %05d",
        "写真_%05d",
        "red, green %05d",
        "the \"best\" %05d",
        "what?[%05d]{1}",
        "Bob's & Ann's %05d",
    };

    private DatasetPlan() {}

    /**
     * Returns the plan of so many pictures.
     *
     * <p>Formats are dealt from a shuffled deck, so that 40 pictures hold each of them. From 20 pictures on, one in 40
     * is broken or more, up to the five that show every flaw once.
     */
    static List<PicturePlan> of(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Deck deck = new Deck(random.split());
        int broken = brokenOf(count);
        List<PicturePlan> plans = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            Card card = deck.deal();
            Flaw flaw = flawOf(index, count, broken);
            Encoding encoding = encodingOf(flaw, card.encoding());
            Subject subject = SUBJECTS[random.nextInt(SUBJECTS.length)];
            SizeClass sizes = flaw == Flaw.NONE ? card.sizes() : SizeClass.ORDINARY;
            plans.add(new PicturePlan(
                    subject.label() + "/" + name(index, encoding, random),
                    subject.label(),
                    random.nextFloat() < VALID_SHARE ? "valid" : "train",
                    subject,
                    encoding,
                    sizes.draw(random),
                    flaw,
                    random.nextLong()));
        }
        return plans;
    }

    private static int brokenOf(int count) {
        return Math.max(count / 40, Math.min(FLAWS.length - 1, count / 20));
    }

    /** Spreads the broken ones evenly over the rows. */
    private static Flaw flawOf(int index, int count, int broken) {
        long before = (long) index * broken / count;
        long after = (index + 1L) * broken / count;
        return after == before ? Flaw.NONE : FLAWS[1 + (int) (before % (FLAWS.length - 1))];
    }

    private static Encoding encodingOf(Flaw flaw, Encoding dealt) {
        return switch (flaw) {
            case NONE -> dealt;
            case TRUNCATED_JPEG, TEXT_NAMED_JPEG, EMPTY, MISSING -> Encoding.JPEG_420;
            case TRUNCATED_PNG -> Encoding.PNG_RGB;
        };
    }

    private static String name(int index, Encoding encoding, RandomGenerator random) {
        String stem = String.format(Locale.ROOT, NAMES[random.nextInt(NAMES.length)], index);
        return stem + "." + suffix(encoding, random);
    }

    private static String suffix(Encoding encoding, RandomGenerator random) {
        String suffix = encoding.suffix();
        return switch (random.nextInt(8)) {
            case 0 -> suffix.toUpperCase(Locale.ROOT);
            case 1 -> suffix.equals("jpg") ? "jpeg" : suffix;
            default -> suffix;
        };
    }
}
