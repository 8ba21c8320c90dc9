package dev.marquetry.spark.statistics;

import dev.marquetry.image.codec.ImageFormat;
import dev.marquetry.image.codec.ImageHeader;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What becomes of an image without a word, as it does with Pillow and fastai, and may surprise. */
public enum SilentChange {
    /** The image is stored lying or mirrored, and stays so. */
    ORIENTATION_IGNORED("EXIF orientation ignored", "image.orientation: apply"),
    /** Grey samples of more than 8 bits: all above 255 become white. */
    SAMPLES_CLIPPED("grey samples of more than 8 bits clipped at 255", null),
    /** Other samples of more than 8 bits lose those below the highest 8. */
    LOW_BYTES_DROPPED("samples of more than 8 bits cut to 8", null),
    /** What is transparent shows the colour below. */
    ALPHA_DROPPED("transparency dropped", null),
    /** Four inks become red, green and blue without a profile. */
    CMYK_CONVERTED("CMYK converted without a profile", null),
    /** Frames or pages but the first are left out. */
    FIRST_FRAME_ONLY("only the first of several frames taken", null),
    /** Colours are those of the samples, whatever the profile says. */
    PROFILE_IGNORED("embedded colour profile ignored", null);

    private static final int BITS_KEPT = 8;

    private final String text;
    private final String cure;

    SilentChange(String text, String cure) {
        this.text = text;
        this.cure = cure;
    }

    /** Returns what becomes of an image with such a header. */
    static Set<SilentChange> of(ImageHeader header, ImageOptions options) {
        Set<SilentChange> changes = EnumSet.noneOf(SilentChange.class);
        // Pillow turns TIFF files upright while it reads them.
        boolean turned = options.orientation() == Orientation.APPLY || header.format() == ImageFormat.TIFF;
        int orientation = header.orientation().orElse(1);
        add(changes, ORIENTATION_IGNORED, !turned && orientation >= 2 && orientation <= 8);
        boolean deep = header.bits() > BITS_KEPT;
        add(changes, SAMPLES_CLIPPED, deep && header.mode().equals("L"));
        add(changes, LOW_BYTES_DROPPED, deep && !header.mode().equals("L"));
        add(changes, ALPHA_DROPPED, header.transparency());
        add(changes, CMYK_CONVERTED, header.mode().equals("CMYK"));
        add(changes, FIRST_FRAME_ONLY, header.frames() > 1);
        add(changes, PROFILE_IGNORED, header.profile());
        return changes;
    }

    private static void add(Set<SilentChange> changes, SilentChange change, boolean happens) {
        if (happens) {
            changes.add(change);
        }
    }

    /** Returns the name that a report has it under. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what happens, in a few words. */
    public String text() {
        return text;
    }

    /** Returns the option that changes it, if there is one. */
    public Optional<String> cure() {
        return Optional.ofNullable(cure);
    }
}
