package dev.marquetry.image.codec;

import dev.marquetry.options.RejectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/** Counts the frames of a GIF and the pages of a TIFF file, at least one, as far as the file reaches. */
final class FrameCount {
    private static final int TIFF_ENTRY = 12;

    private FrameCount() {}

    /**
     * Counts the frames of a GIF file.
     *
     * @param data the offset of the first frame's compressed data
     */
    static int ofGif(FileBytes file, int data) {
        int frames = 1;
        try {
            int position = blocksEnd(file, data + 1);
            while (true) {
                int introducer = file.unsignedByte(position++);
                if (introducer == ';') {
                    return frames;
                }
                if (introducer == '!') {
                    position = blocksEnd(file, position + 1);
                }
                if (introducer == ',') {
                    int flags = file.unsignedByte(position + 8);
                    int palette = (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
                    file.require(position + 9L + palette, 1, "a GIF frame");
                    frames++;
                    position = blocksEnd(file, position + 9 + palette + 1);
                }
            }
        } catch (RejectException end) {
            return frames;
        }
    }

    /** Returns the offset behind blocks and the empty one that ends them. */
    private static int blocksEnd(FileBytes file, int start) throws RejectException {
        int position = start;
        for (int length = file.unsignedByte(position++); length > 0; length = file.unsignedByte(position++)) {
            position += length;
        }
        return position;
    }

    /** Counts the directories of a TIFF file, each of which points to the next. */
    static int ofTiff(FileBytes file, ByteOrder order) {
        ByteBuffer data = ByteBuffer.wrap(file.data(), 0, file.length()).order(order);
        Set<Long> seen = new HashSet<>();
        long directory = Integer.toUnsignedLong(data.getInt(4));
        while (directory != 0 && directory + 2 <= file.length() && seen.add(directory)) {
            long next = directory + 2 + TIFF_ENTRY * (long) (data.getShort((int) directory) & 0xFFFF);
            directory = next + 4 > file.length() ? 0 : Integer.toUnsignedLong(data.getInt((int) next));
        }
        return Math.max(seen.size(), 1);
    }
}
