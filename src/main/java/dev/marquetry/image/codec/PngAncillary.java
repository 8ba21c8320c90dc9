package dev.marquetry.image.codec;

import dev.marquetry.image.codec.PngHeader.Color;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;

/**
 * Refuses the chunks that Pillow refuses, though they change no pixel: what it cannot read, what does not fit the
 * animation, and texts and profiles that unpack to more than it allows.
 *
 * <p>Follows {@code PngImagePlugin.PngStream}, chunk by chunk in the order of the file. For one file.
 */
final class PngAncillary {
    private static final int TEXT_MEMORY = 64 * PngText.LONGEST;
    private static final long MOST_FRAMES = 0x80000000L;
    private static final long NONE = -1;

    private final FileBytes file;
    private final PngText text;
    private Color color;
    private long width;
    private long height;
    private long frames = NONE;
    private long sequence = NONE;
    private long textMemory;
    private boolean framed;
    private long images = 1;
    private boolean transparent;
    private boolean profile;

    PngAncillary(FileBytes file) {
        this.file = file;
        this.text = new PngText(file);
    }

    /** Checks a chunk whose bytes are all there. */
    void check(String name, int offset, int length) throws RejectException {
        switch (name) {
            case "IHDR" -> header(offset, length);
            case "tRNS" -> {
                requireLength(name, length, transparency());
                transparent = true;
            }
            case "gAMA" -> requireLength(name, length, 4);
            case "sRGB" -> requireLength(name, length, 1);
            case "pHYs" -> requireLength(name, length, 9);
            case "cHRM" -> {
                if (length % 4 != 0) {
                    throw corrupt("the PNG chunk cHRM has " + length + " bytes, no multiple of 4");
                }
            }
            case "tEXt" -> count(text.plain(offset, length));
            case "zTXt" -> count(text.compressed(offset, length));
            case "iTXt" -> count(text.international(offset, length));
            case "iCCP" -> {
                text.checkProfile(offset, length);
                profile = true;
            }
            case "acTL" -> animation(name, offset, length);
            case "fcTL" -> frame(name, offset, length);
            case "fdAT" -> frameData(name, offset, length);
            default -> {
                // Pillow reads no other, or takes whatever they hold.
            }
        }
    }

    /** The first chunk of image data was reached. */
    void dataBegins() {
        boolean hidden = frames != NONE && !framed;
        images = (frames == NONE ? 1 : frames) + (hidden ? 1 : 0);
    }

    /** Tells whether the file is an animation, of which what follows the next frame control is not looked at. */
    boolean isAnimated() {
        return images > 1;
    }

    /** Tells whether a chunk so far states what is transparent. */
    boolean isTransparent() {
        return transparent;
    }

    /** Tells whether a chunk so far holds a colour profile. */
    boolean hasProfile() {
        return profile;
    }

    /** Returns how many images the file has, as Pillow counts them: the frames, and the image that is none of them. */
    int images() {
        return (int) Math.min(images, Integer.MAX_VALUE);
    }

    private void header(int offset, int length) throws RejectException {
        requireLength("IHDR", length, 13);
        width = file.bigEndianInt(offset);
        height = file.bigEndianInt(offset + 4);
        color = Color.ofType(file.unsignedByte(offset + 9));
        if (file.unsignedByte(offset + 11) != 0) {
            throw new RejectException(RejectCode.CORRUPT, "PNG filter method " + file.unsignedByte(offset + 11));
        }
    }

    private int transparency() {
        return color == Color.GREY ? 2 : color == Color.RGB ? 6 : 0;
    }

    private void count(long bytes) throws RejectException {
        textMemory += bytes;
        if (textMemory > TEXT_MEMORY) {
            throw Refusal.PNG_TEXT.because(
                    "the texts of the PNG file have more than " + TEXT_MEMORY + " bytes, Pillow's MAX_TEXT_MEMORY");
        }
    }

    private void animation(String name, int offset, int length) throws RejectException {
        requireLength(name, length, 8);
        if (frames != NONE) {
            frames = NONE;
            return;
        }
        long stated = file.bigEndianInt(offset);
        frames = stated == 0 || stated > MOST_FRAMES ? NONE : stated;
    }

    private void frame(String name, int offset, int length) throws RejectException {
        requireLength(name, length, 26);
        requireSequence(file.bigEndianInt(offset), sequence == NONE ? 0 : sequence + 1);
        long right = file.bigEndianInt(offset + 12) + file.bigEndianInt(offset + 4);
        long bottom = file.bigEndianInt(offset + 16) + file.bigEndianInt(offset + 8);
        if (right > width || bottom > height) {
            throw corrupt("a frame of the PNG animation reaches beyond the image");
        }
        framed = true;
    }

    private void frameData(String name, int offset, int length) throws RejectException {
        requireLength(name, length, 4);
        if (sequence == NONE) {
            throw corrupt("the PNG animation has data of a frame before any frame");
        }
        requireSequence(file.bigEndianInt(offset), sequence + 1);
    }

    private void requireSequence(long stated, long expected) throws RejectException {
        if (stated != expected) {
            throw corrupt("the PNG animation has part " + stated + " where part " + expected + " belongs");
        }
        sequence = stated;
    }

    private static void requireLength(String name, int length, int least) throws RejectException {
        if (length < least) {
            throw corrupt("the PNG chunk " + name + " has " + length + " bytes, and needs " + least);
        }
    }

    private static RejectException corrupt(String what) {
        return Refusal.PNG_CHUNK.because(what);
    }
}
