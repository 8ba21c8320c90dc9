package dev.marquetry.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Many pictures as one: a grid of equal cells, about as many across as down, with a picture in the middle of each.
 *
 * <p>A picture of at most {@link #LARGEST} pixels in either direction is drawn pixel for pixel; a larger one is made
 * small by a whole factor, by averaging.
 */
public final class ContactSheet {
    /** How many pixels a picture has on the sheet at most, in either direction. */
    public static final int LARGEST = 256;

    /** Between cells and around them, in pixels. */
    static final int GAP = 4;

    /** The side of a sheet without pictures. */
    static final int EMPTY = 64;

    private static final int BACKGROUND = 0x808080;

    private final List<ShownPicture> pictures;
    private final int across;
    private final int cellHeight;
    private final int cellWidth;

    private ContactSheet(List<ShownPicture> pictures) {
        this.pictures = pictures.stream()
                .map(picture -> PictureReduction.of(picture, LARGEST))
                .toList();
        this.across = (int) Math.ceil(Math.sqrt(pictures.size()));
        this.cellHeight =
                this.pictures.stream().mapToInt(ShownPicture::height).max().orElse(0);
        this.cellWidth =
                this.pictures.stream().mapToInt(ShownPicture::width).max().orElse(0);
    }

    /**
     * Returns a PNG file of 8 bits and three channels.
     *
     * @param pictures row by row, from the left; without any the sheet is a small grey square
     */
    public static byte[] png(List<ShownPicture> pictures) {
        ContactSheet sheet = new ContactSheet(pictures);
        try {
            return encode(pictures.isEmpty() ? blank(EMPTY, EMPTY) : sheet.draw());
        } catch (IOException impossible) {
            throw new UncheckedIOException("the sheet is in memory", impossible);
        }
    }

    private static BufferedImage blank(int height, int width) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        Arrays.fill(row, BACKGROUND);
        for (int y = 0; y < height; y++) {
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    private BufferedImage draw() {
        int down = (pictures.size() + across - 1) / across;
        BufferedImage image = blank(GAP + down * (cellHeight + GAP), GAP + across * (cellWidth + GAP));
        for (int i = 0; i < pictures.size(); i++) {
            ShownPicture picture = pictures.get(i);
            int x = GAP + i % across * (cellWidth + GAP) + (cellWidth - picture.width()) / 2;
            int y = GAP + i / across * (cellHeight + GAP) + (cellHeight - picture.height()) / 2;
            image.setRGB(x, y, picture.width(), picture.height(), colors(picture), 0, picture.width());
        }
        return image;
    }

    private static int[] colors(ShownPicture picture) {
        int[] colors = new int[picture.height() * picture.width()];
        byte[] samples = picture.samples();
        for (int pixel = 0; pixel < colors.length; pixel++) {
            int at = pixel * picture.channels();
            int last = picture.channels() - 1;
            int red = Byte.toUnsignedInt(samples[at]);
            int green = Byte.toUnsignedInt(samples[at + last / 2]);
            int blue = Byte.toUnsignedInt(samples[at + last]);
            colors[pixel] = red << 16 | green << 8 | blue;
        }
        return colors;
    }

    private static byte[] encode(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException("this Java has no writer of PNG files");
            }
        }
        return bytes.toByteArray();
    }
}
