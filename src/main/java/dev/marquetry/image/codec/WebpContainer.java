package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;

/** Where the parts of a WebP file's first frame stand, and what the file states about it. */
final class WebpContainer {
    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;

    private final FileBytes file;
    private final int end;
    private final Exif exif = new Exif();
    private boolean extended;
    private boolean animated;
    private boolean framed;
    private boolean alpha;
    private boolean profile;
    private int frames;
    private int canvasWidth;
    private int canvasHeight;
    private int left;
    private int top;
    private int frameWidth;
    private int frameHeight;
    private int alphaChunk = -1;
    private int imageChunk = -1;

    private WebpContainer(FileBytes file, int end) {
        this.file = file;
        this.end = end;
    }

    /** Walks the chunks of a whole file. */
    static WebpContainer read(FileBytes file) throws RejectException {
        long size = file.littleEndianInt(4);
        file.require(CHUNK_HEADER, size, "its RIFF data");
        WebpContainer container = new WebpContainer(file, CHUNK_HEADER + (int) size);
        String first = file.text(HEADER, 4);
        if (!first.equals("VP8X") && !first.equals("VP8 ") && !first.equals("VP8L")) {
            throw new RejectException(
                    RejectCode.CORRUPT, "the WebP file does not begin with an image or its description");
        }
        container.walk(HEADER, container.end);
        container.check();
        return container;
    }

    int canvasWidth() {
        return canvasWidth;
    }

    int canvasHeight() {
        return canvasHeight;
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    int frameWidth() {
        return frameWidth;
    }

    int frameHeight() {
        return frameHeight;
    }

    boolean frameCoversCanvas() {
        return frameWidth == canvasWidth && frameHeight == canvasHeight;
    }

    /** Returns the offset of the lossy frame's alpha chunk, -1 if it has none. */
    int alphaChunk() {
        return alphaChunk;
    }

    /** Returns the offset of the frame's image chunk. */
    int imageChunk() {
        return imageChunk;
    }

    /** Tells whether the file states that some of its pixels are transparent. */
    boolean hasAlpha() {
        return alpha;
    }

    /** Tells whether the file has a colour profile. */
    boolean hasProfile() {
        return profile;
    }

    /** Returns how many frames there are. */
    int frames() {
        return Math.max(frames, 1);
    }

    /** Returns what the file's metadata chunks hold. */
    Exif exif() {
        return exif;
    }

    /** Returns the size of a chunk with its header and the byte that makes it even. */
    static int padded(FileBytes file, int chunk) throws RejectException {
        long size = file.littleEndianInt(chunk + 4);
        long padded = CHUNK_HEADER + size + (size & 1);
        if (padded > file.length()) {
            throw new RejectException(RejectCode.TRUNCATED, "the file ends within a WebP chunk of " + size + " bytes");
        }
        return (int) padded;
    }

    private void walk(int start, int limit) throws RejectException {
        int position = start;
        while (position + CHUNK_HEADER <= limit) {
            int size = padded(file, position);
            if (position + size - (size & 1) > limit + 1) {
                throw new RejectException(RejectCode.CORRUPT, "a WebP chunk reaches beyond the one that holds it");
            }
            chunk(file.text(position, 4), position);
            position += size;
        }
    }

    private void chunk(String name, int position) throws RejectException {
        int data = position + CHUNK_HEADER;
        int length = (int) file.littleEndianInt(position + 4);
        switch (name) {
            case "VP8X" -> {
                file.require(data, 10, "a WebP chunk");
                extended = true;
                animated = (file.unsignedByte(data) & 2) != 0;
                alpha = (file.unsignedByte(data) & 0x10) != 0;
                canvasWidth = threeBytes(data + 4) + 1;
                canvasHeight = threeBytes(data + 7) + 1;
            }
            case "ANMF" -> {
                frames++;
                if (!framed) {
                    frame(data, length);
                }
            }
            case "ALPH" -> alphaChunk = imageChunk < 0 ? position : alphaChunk;
            case "VP8 ", "VP8L" -> {
                if (imageChunk < 0) {
                    imageChunk = position;
                    image(name, data);
                }
            }
            case "EXIF" -> {
                file.require(data, length, "a WebP chunk");
                exif.setBlock(file.data(), data, length);
            }
            case "ICCP" -> profile = true;
            case "XMP " -> exif.setXmp(file.text(data, length));
            default -> {
                // Unknown chunks do not change pixels.
            }
        }
    }

    private void frame(int data, int length) throws RejectException {
        file.require(data, FRAME_HEADER, "a WebP frame");
        framed = true;
        left = 2 * threeBytes(data);
        top = 2 * threeBytes(data + 3);
        frameWidth = threeBytes(data + 6) + 1;
        frameHeight = threeBytes(data + 9) + 1;
        walk(data + FRAME_HEADER, data + length);
    }

    private void image(String name, int data) throws RejectException {
        int width;
        int height;
        if (name.equals("VP8L")) {
            long bits = file.littleEndianInt(data + 1);
            width = (int) (bits & 0x3FFF) + 1;
            height = (int) (bits >> 14 & 0x3FFF) + 1;
            alpha |= !extended && (bits & 1 << 28) != 0;
            alphaChunk = -1;
        } else {
            width = file.littleEndianShort(data + 6) & 0x3FFF;
            height = file.littleEndianShort(data + 8) & 0x3FFF;
        }
        if (!framed) {
            frameWidth = width;
            frameHeight = height;
        }
        if (!extended) {
            canvasWidth = width;
            canvasHeight = height;
            alphaChunk = -1;
        }
        if (width != frameWidth || height != frameHeight) {
            throw Refusal.WEBP_SIZE.because("the WebP frame has other dimensions than it states");
        }
    }

    private void check() throws RejectException {
        if (imageChunk < 0) {
            throw new RejectException(RejectCode.CORRUPT, "the WebP file has no image");
        }
        if (animated != framed) {
            throw new RejectException(
                    RejectCode.CORRUPT, "the WebP file says of itself that it is animated, or is it not");
        }
        boolean inside = left + frameWidth <= canvasWidth && top + frameHeight <= canvasHeight;
        if (!inside || (!animated && !frameCoversCanvas())) {
            throw new RejectException(RejectCode.CORRUPT, "the WebP frame does not fit its canvas");
        }
    }

    private int threeBytes(int offset) throws RejectException {
        return file.littleEndianShort(offset) | file.unsignedByte(offset + 2) << 16;
    }
}
