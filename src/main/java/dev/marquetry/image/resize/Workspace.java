package dev.marquetry.image.resize;

import dev.marquetry.options.ColorMode;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What the decoders of one task share: the limits on an image's size and the heap buffers that are used again.
 *
 * <p>A buffer is lent until the same purpose is asked for again, or given away and perhaps taken back. Large ones are
 * not kept.
 */
public final class Workspace {
    /** Bytes that may be read, but mean nothing, behind the last sample: fast loops read whole words. */
    static final int SLACK = 8;

    private static final int LARGEST_KEPT = 64 << 20;

    /** What a buffer is for; there is one of each. */
    public enum Purpose {
        DECODED,
        TURNED,
        PADDED,
        SCANLINES,
        FIRST_PASS
    }

    private final long maxPixels;
    private final long maxScanPixels;
    private final Set<Purpose> givenAway;
    private final Map<Purpose, byte[]> buffers = new EnumMap<>(Purpose.class);
    private final ArrayDeque<byte[]> takenBack = new ArrayDeque<>();
    private long bytesAsked;

    private Workspace(long maxPixels, long maxScanPixels, Set<Purpose> givenAway) {
        this.maxPixels = maxPixels;
        this.maxScanPixels = maxScanPixels;
        this.givenAway = givenAway;
    }

    /** Makes a workspace that lends all its buffers. */
    public Workspace(long maxPixels, long maxScanPixels) {
        this(maxPixels, maxScanPixels, EnumSet.noneOf(Purpose.class));
    }

    /**
     * Makes a workspace that gives decoded images away: each has its own array, of its own size and without
     * slack, which spares those that are not resized a copy.
     */
    public static Workspace givingDecoded(long maxPixels, long maxScanPixels) {
        return new Workspace(maxPixels, maxScanPixels, EnumSet.of(Purpose.DECODED));
    }

    /** Begins to count what one image asks for. */
    public void beginImage() {
        bytesAsked = 0;
    }

    /** Returns how many bytes of buffers the image has asked for, the one that there was no memory for included. */
    public long bytesAsked() {
        return bytesAsked;
    }

    /** Checks the dimensions that a header states, before anything is decoded. */
    public void admit(long width, long height) throws RejectException {
        if (width < 1 || height < 1) {
            throw new RejectException(RejectCode.CORRUPT, "the header states " + width + " x " + height + " pixels");
        }
        if (width > maxPixels / height) {
            throw new RejectException(
                    RejectCode.TOO_LARGE,
                    width + " x " + height + " pixels are more than the limit of " + maxPixels + " (image.max-pixels)");
        }
        arraySize(width * height * ColorMode.RGB.channels(), width + " x " + height + " pixels");
    }

    /**
     * Checks the size of a buffer.
     *
     * @param size its bytes, without the slack
     * @param what names what it holds
     * @return the size
     * @throws RejectException if that is more than an array holds
     */
    public static int arraySize(long size, String what) throws RejectException {
        if (size > Integer.MAX_VALUE - 2L * SLACK) {
            throw new RejectException(
                    RejectCode.TOO_LARGE, what + " would take " + size + " bytes, more than one Java array holds");
        }
        return (int) size;
    }

    /** Returns the most pixels, or bytes, that decoding one file may go through. */
    public long maxScanPixels() {
        return maxScanPixels;
    }

    /** Returns a buffer of at least {@code size} bytes and, where it is lent, the slack; what it holds is arbitrary. */
    public byte[] buffer(Purpose purpose, int size) {
        if (givenAway.contains(purpose)) {
            return giveAway(size);
        }
        bytesAsked += size;
        byte[] buffer = buffers.get(purpose);
        if (buffer == null || buffer.length < size + SLACK) {
            buffer = new byte[size + SLACK];
            if (buffer.length <= LARGEST_KEPT) {
                buffers.put(purpose, buffer);
            }
        }
        return buffer;
    }

    /** Returns an array of exactly this size, for whoever wants to keep it; what it holds is arbitrary. */
    byte[] giveAway(int size) {
        bytesAsked += size;
        byte[] array = takenBack.poll();
        return array != null && array.length == size ? array : new byte[size];
    }

    /** Takes an array that was given away, and that nobody uses any longer. Only arrays of one size are kept. */
    public void takeBack(byte[] array) {
        if (!takenBack.isEmpty() && takenBack.peek().length != array.length) {
            takenBack.clear();
        }
        if (array.length <= LARGEST_KEPT) {
            takenBack.add(array);
        }
    }

    /** Returns a raster of arbitrary samples in this workspace's buffer for decoded images. */
    public Raster raster(int height, int width, int channels) {
        return new Raster(buffer(Purpose.DECODED, height * width * channels), height, width, channels);
    }
}
