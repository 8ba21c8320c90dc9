package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;

/**
 * What stands in a GIF file in front of the data of its first frame, read as Pillow's GIF plugin reads it.
 *
 * @param width columns of the logical screen, widened where the frame reaches further
 * @param height rows of the logical screen, likewise
 * @param left first column of the frame
 * @param top first row of the frame
 * @param frameWidth columns of the frame
 * @param frameHeight rows of the frame
 * @param interlaced whether the rows come in four passes
 * @param palette the colours, or null where they are the greys in order
 * @param background the index that the screen is filled with before the frame is drawn
 * @param transparency whether a colour is stated to be transparent
 * @param data the offset of the frame's compressed data, which begins with its code size
 */
record GifHeader(
        int width,
        int height,
        int left,
        int top,
        int frameWidth,
        int frameHeight,
        boolean interlaced,
        Palette palette,
        int background,
        boolean transparency,
        int data) {

    /** Reads up to the data of the first frame. */
    static GifHeader read(FileBytes file) throws RejectException {
        return new Reader(file).read();
    }

    /** Goes through the file block by block. */
    private static final class Reader {
        private final FileBytes file;
        private int position = 13;
        private int transparent;
        private boolean transparency;

        Reader(FileBytes file) {
            this.file = file;
        }

        GifHeader read() throws RejectException {
            int width = file.littleEndianShort(6);
            int height = file.littleEndianShort(8);
            int flags = file.unsignedByte(10);
            file.require(0, position, "the GIF header");
            Palette palette = (flags & 0x80) == 0 ? null : palette(flags);
            while (true) {
                int introducer = file.unsignedByte(position++);
                if (introducer == ';') {
                    throw new RejectException(RejectCode.CORRUPT, "the GIF file has no image");
                }
                if (introducer == '!') {
                    skipExtension();
                }
                if (introducer == ',') {
                    return frame(width, height, palette);
                }
            }
        }

        private GifHeader frame(int width, int height, Palette global) throws RejectException {
            file.require(position, 9, "the description of the GIF frame");
            int left = file.littleEndianShort(position);
            int top = file.littleEndianShort(position + 2);
            int frameWidth = file.littleEndianShort(position + 4);
            int frameHeight = file.littleEndianShort(position + 6);
            int flags = file.unsignedByte(position + 8);
            position += 9;
            Palette palette = (flags & 0x80) == 0 ? global : palette(flags);
            return new GifHeader(
                    Math.max(width, left + frameWidth),
                    Math.max(height, top + frameHeight),
                    left,
                    top,
                    frameWidth,
                    frameHeight,
                    (flags & 0x40) != 0,
                    palette,
                    transparent,
                    transparency,
                    position);
        }

        private Palette palette(int flags) throws RejectException {
            int colors = 2 << (flags & 7);
            int start = position;
            file.require(start, 3L * colors, "a GIF palette");
            position += 3 * colors;
            for (int i = 0; i < 3 * colors; i++) {
                if (file.unsignedByte(start + i) != i / 3) {
                    return new Palette(file.data(), start, 3 * colors);
                }
            }
            return null;
        }

        private void skipExtension() throws RejectException {
            int label = file.unsignedByte(position++);
            int block = position + 1;
            int length = skipBlock();
            if (label == 0xF9 && length >= 4 && (file.unsignedByte(block) & 1) != 0) {
                transparent = file.unsignedByte(block + 3);
                transparency = true;
            }
            if (label == 0xFE && length == 0) {
                return;
            }
            if (label == 0xFF && length > 0 && file.matches(block, "NETSCAPE2.0")) {
                skipBlock();
            }
            int more;
            do {
                more = skipBlock();
            } while (more > 0);
        }

        private int skipBlock() throws RejectException {
            int length = file.unsignedByte(position++);
            file.require(position, length, "a GIF block");
            position += length;
            return length;
        }
    }
}
