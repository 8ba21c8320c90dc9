package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Samples;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG of four components: the samples as they are stored from the JDK's libjpeg, then what libjpeg-turbo and Pillow
 * make of them.
 *
 * <p>The JDK's libjpeg has the same inverse transform and the same upsampling as libjpeg-turbo, but for chroma that is
 * halved in height only.
 */
final class CmykJpeg {
    private static final int HALF = 1 << 15;

    Raster decode(FileBytes file, JpegHeader header, Workspace workspace) throws RejectException {
        requireKnownSampling(header.sampling());
        byte[] stored = stored(file, header);
        if (header.adobeTransform() > 0) {
            toCmyk(stored);
        }
        Raster raster = workspace.raster(header.height(), header.width(), 3);
        byte[] samples = raster.samples();
        for (int i = 0, to = 0; i < stored.length; i += 4, to += 3) {
            int white = stored[i + 3] & 0xFF;
            samples[to] = Samples.fromInk(255 - (stored[i] & 0xFF), white);
            samples[to + 1] = Samples.fromInk(255 - (stored[i + 1] & 0xFF), white);
            samples[to + 2] = Samples.fromInk(255 - (stored[i + 2] & 0xFF), white);
        }
        return raster;
    }

    private static void requireKnownSampling(int sampling) throws RejectException {
        int highest = sampling >>> 24;
        for (int shift = 0; shift < 32; shift += 8) {
            int factors = sampling >>> shift & 0xFF;
            boolean full = factors == highest;
            boolean halved = factors == 0x11 && (highest == 0x21 || highest == 0x22);
            if (!full && !halved) {
                throw Refusal.JPEG_INK_SAMPLING.because(
                        String.format(Locale.ROOT, "CMYK JPEG with the sampling factors %08X", sampling));
            }
        }
    }

    private static byte[] stored(FileBytes file, JpegHeader header) throws RejectException {
        ImageReader reader = reader();
        try (MemoryCacheImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file.data(), 0, file.length()))) {
            reader.setInput(stream, true, true);
            java.awt.image.Raster raster = reader.readRaster(0, null);
            DataBuffer buffer = raster.getDataBuffer();
            if (raster.getWidth() != header.width()
                    || raster.getHeight() != header.height()
                    || raster.getNumBands() != 4
                    || !(buffer instanceof DataBufferByte bytes)) {
                throw new RejectException(
                        RejectCode.CORRUPT, "the CMYK JPEG decoder gave other dimensions than the header's");
            }
            return bytes.getData();
        } catch (IOException | RuntimeException exception) {
            // The JDK's reader throws various RuntimeExceptions, such as IllegalArgumentException, at damaged files.
            throw new RejectException(
                    RejectCode.CORRUPT, "the CMYK JPEG decoder gave up: " + exception.getMessage(), exception);
        } finally {
            reader.dispose();
        }
    }

    /** Returns the JDK's own reader: others that a cluster may have on its class path convert the samples. */
    static ImageReader reader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
            reader.dispose();
        }
        throw new IllegalStateException("the JDK has no JPEG reader: the module java.desktop is incomplete");
    }

    /** Converts YCCK to CMYK in place, in libjpeg's fixed point. */
    private static void toCmyk(byte[] samples) {
        for (int i = 0; i < samples.length; i += 4) {
            int luma = samples[i] & 0xFF;
            int blue = (samples[i + 1] & 0xFF) - 128;
            int red = (samples[i + 2] & 0xFF) - 128;
            samples[i] = clip(255 - (luma + ((91881 * red + HALF) >> 16)));
            samples[i + 1] = clip(255 - (luma + ((-22554 * blue - 46802 * red + HALF) >> 16)));
            samples[i + 2] = clip(255 - (luma + ((116130 * blue + HALF) >> 16)));
        }
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
