package dev.marquetry.sample;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures by the JDK's ImageIO: palettes, single bits, GIF, TIFF, and JPEG in four inks. */
final class JdkEncoder {
    private JdkEncoder() {}

    /** Writes a picture with its own palette. */
    static byte[] palette(String format, Picture picture) throws IOException {
        return write(format, Palette.dither(picture));
    }

    /** Writes a picture in black and white. */
    static byte[] bilevel(String format, Picture picture) throws IOException {
        byte[] levels = {0, (byte) 255};
        IndexColorModel colors = new IndexColorModel(1, 2, levels, levels, levels);
        BufferedImage image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_BINARY, colors);
        WritableRaster raster = image.getRaster();
        short[] luma = picture.luma();
        for (int pixel = 0; pixel < luma.length; pixel++) {
            int bit = luma[pixel] < 0 ? 1 : 0; // The top bit: 0x8000 and above.
            raster.setSample(pixel % picture.width(), pixel / picture.width(), 0, bit);
        }
        return write(format, image);
    }

    /** Writes a picture in colour. */
    static byte[] color(String format, Picture picture) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] samples = picture.bytes();
        byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int index = 0; index < samples.length; index += 3) {
            target[index] = samples[index + 2];
            target[index + 1] = samples[index + 1];
            target[index + 2] = samples[index];
        }
        return write(format, image);
    }

    /**
     * Writes four samples for each pixel as they are.
     *
     * @param quality from 0 to 1
     */
    static byte[] fourComponentJpeg(int width, int height, byte[] samples, float quality) throws IOException {
        DataBuffer buffer = new DataBufferByte(samples, samples.length);
        int[] offsets = {0, 1, 2, 3};
        WritableRaster raster = Raster.createInterleavedRaster(buffer, width, height, 4 * width, 4, offsets, null);
        ImageWriter writer = writer("jpeg");
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        return write(writer, new IIOImage(raster, null, null), parameters);
    }

    private static byte[] write(String format, BufferedImage image) throws IOException {
        return write(writer(format), new IIOImage(image, null, null), null);
    }

    private static byte[] write(ImageWriter writer, IIOImage image, ImageWriteParam parameters) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, image, parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Returns the JDK's own writer: a library on the class path may bring another one. */
    private static ImageWriter writer(String format) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().startsWith("com.sun.imageio.")) {
                return writer;
            }
        }
        throw new IllegalStateException("this Java runtime does not write " + format);
    }
}
