package dev.marquetry.image.codec;

import dev.marquetry.options.RejectException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Says of a JPEG file without an end-of-image marker what it lacks: that marker alone, or pixels as well.
 *
 * <p>The JDK's libjpeg decodes it with the marker added and tells at which row it had to make pixels up. That is for
 * the words of a reject; no pixels are taken from there.
 */
final class JpegEnd {
    /** Files that take longer are left without an explanation. */
    private static final long MOST_WORK = 500_000_000L;

    private static final int PREVIEW = 64;

    private final FileBytes file;
    private final JpegHeader header;
    private final Listener listener = new Listener();

    private JpegEnd(FileBytes file, JpegHeader header) {
        this.file = file;
        this.header = header;
    }

    /** Returns the exception that says more than that the file is truncated, or that same exception. */
    static RejectException explain(FileBytes file, RejectException truncated) {
        JpegHeader header = JpegHeader.readAsFarAsThereIs(file);
        long work = (long) header.width() * header.height() * header.scans();
        if (work == 0 || work > MOST_WORK) {
            return truncated;
        }
        String what = new JpegEnd(file, header).what();
        return what == null ? truncated : Refusal.JPEG_END.because("the JPEG file " + what);
    }

    private String what() {
        if (!decode()) {
            return null;
        }
        String warning = listener.firstWarning == null ? "" : listener.firstWarning;
        if (warning.contains("premature end")) {
            return header.scans() == 1
                    ? String.format(
                            Locale.ROOT,
                            "ends within its pixels: about %.0f %% of its rows are there",
                            listener.percentAtWarning)
                    : "ends within its scan " + header.scans();
        }
        boolean trailer = warning.contains("extraneous bytes");
        if (!warning.isEmpty() && !trailer) {
            return null;
        }
        if (!header.scansAreComplete()) {
            return "ends behind its scan " + header.scans() + ", and its pixels need more scans";
        }
        return trailer
                ? "has all its pixels, but other bytes where its end-of-image marker belongs"
                : "has all its pixels, and lacks only its end-of-image marker";
    }

    /** Decodes the file with an end of image; returns whether that went well. */
    private boolean decode() {
        byte[] ended = Arrays.copyOf(file.data(), file.length() + 2);
        ended[file.length()] = (byte) 0xFF;
        ended[file.length() + 1] = (byte) 0xD9;
        ImageReader reader = CmykJpeg.reader();
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(ended))) {
            reader.addIIOReadWarningListener(listener);
            reader.addIIOReadProgressListener(listener);
            reader.setInput(stream, true, true);
            ImageReadParam few = reader.getDefaultReadParam();
            few.setSourceSubsampling(1 + header.width() / PREVIEW, 1 + header.height() / PREVIEW, 0, 0);
            reader.readRaster(0, few);
            return true;
        } catch (IOException | RuntimeException damaged) {
            // The JDK's reader throws various RuntimeExceptions at damaged files; there is nothing to say then.
            return false;
        } finally {
            reader.dispose();
        }
    }

    /** Keeps the first warning, the only one that libjpeg tells, and how much of the image was there by then. */
    private static final class Listener implements IIOReadWarningListener, IIOReadProgressListener {
        private String firstWarning;
        private float percent;
        private float percentAtWarning;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            if (firstWarning == null) {
                firstWarning = warning;
                percentAtWarning = percent;
            }
        }

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            percent = percentageDone;
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
