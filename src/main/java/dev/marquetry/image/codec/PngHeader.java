package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.util.zip.CRC32;

/**
 * What stands in a PNG file in front of its image data, checked as Pillow checks it: names and checksums of the chunks.
 *
 * @param width columns
 * @param height rows
 * @param bits bits per sample
 * @param color the colour type
 * @param interlaced whether the image is stored in the seven passes of Adam7
 * @param palette 256 colours of three bytes, black where the file states none
 * @param data the offset of the first image data chunk
 * @param ancillary what checked the chunks so far, and is to check those behind the image data
 */
record PngHeader(
        long width,
        long height,
        int bits,
        Color color,
        boolean interlaced,
        Palette palette,
        int data,
        PngAncillary ancillary) {
    private static final int SIGNATURE = 8;

    /** The colour types, with samples per pixel in the file. */
    enum Color {
        GREY(0, 1),
        RGB(2, 3),
        PALETTE(3, 1),
        GREY_ALPHA(4, 2),
        RGB_ALPHA(6, 4);

        private final int type;
        private final int samples;

        Color(int type, int samples) {
            this.type = type;
            this.samples = samples;
        }

        /** Returns the colour type of a number in a header, null for one that there is not. */
        static Color ofType(int type) {
            for (Color color : values()) {
                if (color.type == type) {
                    return color;
                }
            }
            return null;
        }

        int samples() {
            return samples;
        }

        boolean hasAlpha() {
            return this == GREY_ALPHA || this == RGB_ALPHA;
        }
    }

    /** Reads the chunks up to the first one of image data. */
    static PngHeader read(FileBytes file) throws RejectException {
        int position = SIGNATURE;
        if (file.matches(position + 4, "CgBI")) {
            throw Refusal.PNG_CGBI.because("PNG in Apple's variant CgBI is not decoded");
        }
        if (!file.matches(position + 4, "IHDR") && file.length() >= position + 8) {
            throw Refusal.PNG_ORDER.because("the PNG file does not begin with its header chunk");
        }
        Palette palette = null;
        PngAncillary ancillary = new PngAncillary(file);
        while (true) {
            int length = chunkLength(file, position);
            String name = file.text(position + 4, 4);
            if (name.equals("IDAT")) {
                ancillary.dataBegins();
                return of(file, palette, position, ancillary);
            }
            if (name.equals("IEND")) {
                throw new RejectException(RejectCode.CORRUPT, "the PNG file has no image data");
            }
            file.require(position + 8L, length + 4L, "a PNG chunk");
            checkSum(file, position, length, name);
            if (name.equals("IHDR") && (position != SIGNATURE || length < 13)) {
                throw new RejectException(RejectCode.CORRUPT, "the PNG file has a misplaced or short header chunk");
            }
            ancillary.check(name, position + 8, length);
            if (name.equals("fdAT")) {
                throw Refusal.PNG_ANIMATION.because("animated PNG whose first frame stands before the image");
            }
            if (name.equals("PLTE")) {
                palette = new Palette(file.data(), position + 8, length);
            }
            if (name.equals("fcTL")) {
                checkFrame(file, position);
            }
            position += length + 12;
        }
    }

    private static PngHeader of(FileBytes file, Palette palette, int data, PngAncillary ancillary)
            throws RejectException {
        int header = SIGNATURE + 8;
        int bits = file.unsignedByte(header + 8);
        int type = file.unsignedByte(header + 9);
        Color color = Color.ofType(type);
        if (color == null) {
            throw new RejectException(RejectCode.CORRUPT, "PNG colour type " + type);
        }
        boolean known = switch (color) {
            case GREY -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
            case PALETTE -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
            case RGB, GREY_ALPHA, RGB_ALPHA -> bits == 8 || bits == 16;
        };
        if (!known) {
            throw new RejectException(RejectCode.CORRUPT, "PNG of " + bits + " bits with colour type " + type);
        }
        if (color == Color.PALETTE && palette == null) {
            throw Refusal.PNG_NO_PALETTE.because("the PNG file has palette indices, but no palette");
        }
        return new PngHeader(
                file.bigEndianInt(header),
                file.bigEndianInt(header + 4),
                bits,
                color,
                file.unsignedByte(header + 12) != 0,
                palette,
                data,
                ancillary);
    }

    /** Returns the length that a chunk states, after a look at its name. */
    static int chunkLength(FileBytes file, int position) throws RejectException {
        file.require(position, 8, "a PNG chunk");
        long length = file.bigEndianInt(position);
        if (!isChunkName(file, position)) {
            throw new RejectException(RejectCode.CORRUPT, "no PNG chunk at byte " + position);
        }
        if (length > Integer.MAX_VALUE - 12L - position) {
            throw new RejectException(RejectCode.TRUNCATED, "the file ends within a PNG chunk of " + length + " bytes");
        }
        return (int) length;
    }

    /** Tells whether the chunk at the position has a name that Pillow takes for one. */
    static boolean isChunkName(FileBytes file, int position) throws RejectException {
        for (int i = 4; i < 8; i++) {
            int letter = file.unsignedByte(position + i);
            if (letter >= 0x80 || (letter != '_' && !Character.isLetterOrDigit(letter))) {
                return false;
            }
        }
        return true;
    }

    private static void checkSum(FileBytes file, int position, int length, String name) throws RejectException {
        CRC32 sum = new CRC32();
        sum.update(file.data(), position + 4, length + 4);
        if (sum.getValue() != file.bigEndianInt(position + 8 + length)) {
            throw new RejectException(RejectCode.CORRUPT, "the checksum of the PNG chunk " + name + " does not fit");
        }
    }

    /** The first frame of an animation is the image itself, so it has to cover it. */
    private static void checkFrame(FileBytes file, int position) throws RejectException {
        int frame = position + 12;
        int header = SIGNATURE + 8;
        if (file.bigEndianInt(frame) != file.bigEndianInt(header)
                || file.bigEndianInt(frame + 4) != file.bigEndianInt(header + 4)
                || file.bigEndianInt(frame + 8) != 0
                || file.bigEndianInt(frame + 12) != 0) {
            throw Refusal.PNG_ANIMATION.because("animated PNG whose first frame does not cover the image");
        }
    }
}
