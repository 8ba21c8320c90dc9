package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The decoders of the JDK, for formats of which OpenCV does not give what the file holds. */
final class JdkDecoders {
    private JdkDecoders() {}

    /**
     * What is taken from a reader.
     *
     * @param <T> what it is
     */
    interface Extraction<T> {
        /** Takes it; the reader has its input and is disposed of afterwards. */
        T from(ImageReader reader) throws IOException, ImageException;
    }

    /**
     * Opens a file with the JDK's reader.
     *
     * @param format the reader's name
     * @throws ImageException if the reader fails, in whatever way
     */
    static <T> T read(String format, byte[] file, int length, Extraction<T> extraction) throws ImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (MemoryCacheImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file, 0, length))) {
            reader.setInput(stream, true, false);
            return extraction.from(reader);
        } catch (IOException | RuntimeException failure) {
            throw new ImageException(
                    Fault.CORRUPT,
                    "the " + format.toUpperCase(Locale.ROOT) + " file cannot be decoded: " + failure,
                    failure);
        } finally {
            reader.dispose();
        }
    }
}
