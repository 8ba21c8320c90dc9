package dev.marquetry.report;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture as a page holds it. */
final class EncodedPicture {
    private final String type;
    private final byte[] bytes;

    private EncodedPicture(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Returns the picture as PNG, sample for sample. */
    static EncodedPicture png(ShownPicture picture) {
        return new EncodedPicture("image/png", written(picture, "png", 0));
    }

    /** Returns the picture as JPEG, of a quality in percent. */
    static EncodedPicture jpeg(ShownPicture picture, int quality) {
        return new EncodedPicture("image/jpeg", written(picture, "jpeg", quality));
    }

    /** Returns the number of its bytes, before they are written in Base64. */
    int length() {
        return bytes.length;
    }

    /** Returns the URI that holds the picture itself. */
    String uri() {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] written(ShownPicture picture, String format, int quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory, whatever the settings of ImageIO are for the whole JVM.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (quality > 0) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(quality / 100f);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image(picture), null, null), parameters);
        } catch (IOException failure) {
            throw new UncheckedIOException("a picture of " + picture.path() + " cannot be encoded", failure);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage image(ShownPicture picture) {
        int channels = picture.channels();
        int[] offsets = IntStream.range(0, channels).toArray();
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(picture.samples(), picture.samples().length),
                picture.width(),
                picture.height(),
                picture.width() * channels,
                channels,
                offsets,
                null);
        ColorSpace space = ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ColorModel model = new ComponentColorModel(space, false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }
}
