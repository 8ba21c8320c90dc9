package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * WebP, lossy and lossless; of an animation the first frame, on a black canvas.
 *
 * <p>OpenCV gets a file of this frame alone, without what it would otherwise interpret.
 */
final class WebpDecoder implements FormatDecoder {
    private final NativeImages images;

    WebpDecoder(NativeImages images) {
        this.images = images;
    }

    @Override
    public Raster decode(FileBytes file, Workspace workspace) throws RejectException {
        WebpContainer container = WebpContainer.read(file);
        workspace.admit(container.canvasWidth(), container.canvasHeight());
        Raster raster = workspace.raster(container.canvasHeight(), container.canvasWidth(), 3);
        byte[] still = still(file, container);
        if (container.frameCoversCanvas()) {
            images.decode(still, still.length, raster, "WebP");
            return raster;
        }
        Arrays.fill(raster.samples(), 0, raster.row(raster.height()), (byte) 0);
        images.decode(
                still,
                still.length,
                raster.window(container.left(), container.top(), container.frameWidth(), container.frameHeight()),
                "WebP");
        return raster;
    }

    @Override
    public int orientation(FileBytes file) throws RejectException {
        return WebpContainer.read(file).exif().orientation();
    }

    /** Returns a file of the frame's alpha and image chunks. */
    private static byte[] still(FileBytes file, WebpContainer container) throws RejectException {
        int alpha = container.alphaChunk() < 0 ? 0 : WebpContainer.padded(file, container.alphaChunk());
        int extended = alpha == 0 ? 0 : 18;
        int image = WebpContainer.padded(file, container.imageChunk());
        ByteBuffer target = ByteBuffer.allocate(12 + extended + alpha + image).order(ByteOrder.LITTLE_ENDIAN);
        target.putInt(0x46464952).putInt(target.capacity() - 8).putInt(0x50424557);
        if (extended > 0) {
            target.putInt(0x58385056).putInt(10).putInt(0x10);
            int lastColumn = container.frameWidth() - 1;
            int lastRow = container.frameHeight() - 1;
            target.putShort((short) lastColumn).put((byte) (lastColumn >> 16));
            target.putShort((short) lastRow).put((byte) (lastRow >> 16));
            copy(file, container.alphaChunk(), alpha, target);
        }
        copy(file, container.imageChunk(), image, target);
        return target.array();
    }

    /** Copies a chunk; the byte that pads the last one may be missing. */
    private static void copy(FileBytes file, int chunk, int size, ByteBuffer target) throws RejectException {
        int there = Math.min(size, file.length() - chunk);
        if (there < size - 1) {
            throw new RejectException(RejectCode.TRUNCATED, "the file ends within a WebP chunk");
        }
        target.put(file.data(), chunk, there);
        if (there < size) {
            target.put((byte) 0);
        }
    }
}
