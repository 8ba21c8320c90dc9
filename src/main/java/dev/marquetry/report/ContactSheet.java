package dev.marquetry.report;

import dev.marquetry.image.codec.ImageEncoder;
import java.util.Arrays;
import java.util.List;

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

    private static final int CHANNELS = 3;
    private static final byte BACKGROUND = (byte) 0x80;

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
        int height = EMPTY;
        int width = EMPTY;
        if (!pictures.isEmpty()) {
            int down = (pictures.size() + sheet.across - 1) / sheet.across;
            height = GAP + down * (sheet.cellHeight + GAP);
            width = GAP + sheet.across * (sheet.cellWidth + GAP);
        }
        return ImageEncoder.png(height, width, CHANNELS, sheet.drawn(height, width));
    }

    private byte[] drawn(int height, int width) {
        byte[] samples = new byte[height * width * CHANNELS];
        Arrays.fill(samples, BACKGROUND);
        for (int i = 0; i < pictures.size(); i++) {
            ShownPicture picture = pictures.get(i);
            int x = GAP + i % across * (cellWidth + GAP) + (cellWidth - picture.width()) / 2;
            int y = GAP + i / across * (cellHeight + GAP) + (cellHeight - picture.height()) / 2;
            byte[] colors = colors(picture);
            int row = picture.width() * CHANNELS;
            for (int line = 0; line < picture.height(); line++) {
                System.arraycopy(colors, line * row, samples, ((y + line) * width + x) * CHANNELS, row);
            }
        }
        return samples;
    }

    /** Returns the samples in three channels. */
    private static byte[] colors(ShownPicture picture) {
        byte[] samples = picture.samples();
        if (picture.channels() == CHANNELS) {
            return samples;
        }
        byte[] colors = new byte[picture.height() * picture.width() * CHANNELS];
        for (int pixel = 0; pixel < samples.length; pixel++) {
            Arrays.fill(colors, pixel * CHANNELS, (pixel + 1) * CHANNELS, samples[pixel]);
        }
        return colors;
    }
}
