package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;
import java.util.Arrays;

/**
 * The blocks of a GIF file up to the end of its first frame.
 *
 * @param screenWidth columns of the whole image
 * @param screenHeight rows of the whole image
 * @param left columns left of the frame
 * @param top rows above the frame
 * @param width columns of the frame
 * @param height rows of the frame
 * @param palette red, green, blue of 256 indexes; those that the file does not tell are black, as in Pillow
 * @param background the index that stands where the frame does not
 * @param interlaced whether the rows are stored in four passes
 * @param data where the data of the frame begins
 */
record GifFile(
        int screenWidth,
        int screenHeight,
        int left,
        int top,
        int width,
        int height,
        Palette palette,
        int background,
        boolean interlaced,
        int data) {
    private static final int LOCAL_HEADER = 10;

    /** Colours by index. */
    static final class Palette {
        private final byte[] colours;

        Palette(byte[] colours) {
            this.colours = colours;
        }

        void look(int index, byte[] samples, int at) {
            samples[at] = colours[index * 3];
            samples[at + 1] = colours[index * 3 + 1];
            samples[at + 2] = colours[index * 3 + 2];
        }
    }

    /**
     * Reads the blocks.
     *
     * @throws ImageException if the file ends before its first frame does
     */
    static GifFile parse(byte[] file, int length) throws ImageException {
        requireBytes(13, length);
        int flags = Bytes.unsignedByte(file, 10);
        int at = 13;
        Palette palette = greys();
        if ((flags & 0x80) != 0) {
            palette = palette(file, at, flags, length);
            at += 3 << ((flags & 7) + 1);
        }
        int transparent = 0;
        while (true) {
            requireBytes(at + 1, length);
            int block = Bytes.unsignedByte(file, at);
            if (block == '!') {
                requireBytes(at + 2, length);
                boolean control = Bytes.unsignedByte(file, at + 1) == 0xf9;
                if (control) {
                    requireBytes(at + 7, length);
                    transparent = (file[at + 3] & 1) != 0 ? Bytes.unsignedByte(file, at + 6) : transparent;
                }
                at = endOfBlocks(file, at + 2, length);
            } else if (block == ',') {
                return frame(file, at, length, palette, transparent);
            } else if (block == ';') {
                throw new ImageException(Fault.CORRUPT, "the GIF file has no image");
            } else {
                at++;
            }
        }
    }

    private static GifFile frame(byte[] file, int at, int length, Palette global, int transparent)
            throws ImageException {
        requireBytes(at + LOCAL_HEADER + 1, length);
        int left = Bytes.littleEndianShort(file, at + 1);
        int top = Bytes.littleEndianShort(file, at + 3);
        int width = Bytes.littleEndianShort(file, at + 5);
        int height = Bytes.littleEndianShort(file, at + 7);
        int flags = Bytes.unsignedByte(file, at + 9);
        int data = at + LOCAL_HEADER;
        Palette palette = global;
        if ((flags & 0x80) != 0) {
            palette = palette(file, data, flags, length);
            data += 3 << ((flags & 7) + 1);
        }
        endOfBlocks(file, data + 1, length);
        int screenWidth = Math.max(Bytes.littleEndianShort(file, 6), left + width);
        int screenHeight = Math.max(Bytes.littleEndianShort(file, 8), top + height);
        boolean interlaced = (flags & 0x40) != 0;
        return new GifFile(screenWidth, screenHeight, left, top, width, height, palette, transparent, interlaced, data);
    }

    private static int endOfBlocks(byte[] file, int from, int length) throws ImageException {
        int at = from;
        while (true) {
            requireBytes(at + 1, length);
            int size = Bytes.unsignedByte(file, at);
            if (size == 0) {
                return at + 1;
            }
            at += size + 1;
        }
    }

    private static Palette palette(byte[] file, int at, int flags, int length) throws ImageException {
        int size = 3 << ((flags & 7) + 1);
        requireBytes(at + size, length);
        return new Palette(Arrays.copyOf(Arrays.copyOfRange(file, at, at + size), 768));
    }

    private static Palette greys() {
        byte[] colours = new byte[768];
        for (int index = 0; index < colours.length; index++) {
            colours[index] = (byte) (index / 3);
        }
        return new Palette(colours);
    }

    private static void requireBytes(int count, int length) throws ImageException {
        if (count > length) {
            throw new ImageException(
                    Fault.TRUNCATED, "the GIF file ends after " + length + " bytes before its first frame does");
        }
    }

    /** Returns what is announced of the image. */
    Header header() throws ImageException {
        if (width < 1 || height < 1) {
            throw new ImageException(Fault.CORRUPT, "the GIF file has a frame of " + width + "x" + height + " pixels");
        }
        return Header.of(ImageFormat.GIF, screenHeight, screenWidth);
    }
}
