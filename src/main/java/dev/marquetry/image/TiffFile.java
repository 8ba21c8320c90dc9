package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;

/**
 * The first image of a TIFF file, its samples converted as Pillow does.
 *
 * <p>Pillow itself turns TIFF images by their orientation when it loads them, so that is done here as well, whatever
 * the options say.
 */
final class TiffFile {
    private static final int WHITE_IS_ZERO = BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_WHITE_IS_ZERO;
    private static final int BLACK_IS_ZERO = BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_BLACK_IS_ZERO;
    private static final int RGB = BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_RGB;
    private static final int PALETTE = BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_PALETTE_COLOR;
    private static final int ASSOCIATED_ALPHA = 1;
    private static final Set<Integer> COMPRESSIONS = Set.of(
            BaselineTIFFTagSet.COMPRESSION_NONE,
            BaselineTIFFTagSet.COMPRESSION_LZW,
            BaselineTIFFTagSet.COMPRESSION_ZLIB,
            BaselineTIFFTagSet.COMPRESSION_DEFLATE,
            BaselineTIFFTagSet.COMPRESSION_PACKBITS);

    private final TIFFDirectory directory;
    private final int photometric;
    private final int samples;
    private final int bits;

    private TiffFile(TIFFDirectory directory) throws ImageException {
        this.directory = directory;
        this.photometric = tag(BaselineTIFFTagSet.TAG_PHOTOMETRIC_INTERPRETATION, -1);
        this.samples = tag(BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, 1);
        this.bits = tag(BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE, 1);
        checkVariant();
    }

    /**
     * Decodes the first image into RGB samples.
     *
     * @return the orientation that the file asks for, from 1 to 8
     * @throws ImageException if the image is of a variant that is not decoded, too large or damaged
     */
    static int decode(byte[] file, int length, long maxPixels, Raster raster) throws ImageException {
        return JdkDecoders.read("tiff", file, length, reader -> decode(reader, file, maxPixels, raster));
    }

    private static int decode(ImageReader reader, byte[] file, long maxPixels, Raster raster)
            throws IOException, ImageException {
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
        Header header = Header.of(ImageFormat.TIFF, reader.getHeight(0), reader.getWidth(0));
        header.checkPixels(maxPixels);
        TiffFile tiff = new TiffFile(directory);
        tiff.checkDeflated(file);
        BufferedImage image = reader.read(0);
        if (image.getHeight() != header.height() || image.getWidth() != header.width()) {
            throw new ImageException(Fault.CORRUPT, "the TIFF file does not hold the image that it announces");
        }
        tiff.convert(image.getRaster(), raster.reshape(header.height(), header.width(), 3));
        int orientation = tiff.tag(BaselineTIFFTagSet.TAG_ORIENTATION, 1);
        return orientation < 1 || orientation > 8 ? 1 : orientation;
    }

    private void checkVariant() throws ImageException {
        int compression = tag(BaselineTIFFTagSet.TAG_COMPRESSION, BaselineTIFFTagSet.COMPRESSION_NONE);
        if (!COMPRESSIONS.contains(compression)) {
            throw unsupported("of compression " + compression);
        }
        if (tag(BaselineTIFFTagSet.TAG_SAMPLE_FORMAT, 1) != 1) {
            throw unsupported("with samples that are no unsigned integers");
        }
        if (tag(BaselineTIFFTagSet.TAG_FILL_ORDER, 1) != 1) {
            throw unsupported("with reversed bits");
        }
        TIFFField depths = directory.getTIFFField(BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE);
        if (depths != null && Arrays.stream(depths.getAsInts()).anyMatch(depth -> depth != bits)) {
            throw unsupported("with samples of different depths");
        }
        boolean alpha = tag(BaselineTIFFTagSet.TAG_EXTRA_SAMPLES, 0) == ASSOCIATED_ALPHA;
        boolean known = switch (photometric) {
            case WHITE_IS_ZERO -> samples == 1 && (bits == 1 || bits == 4 || bits == 8);
            case BLACK_IS_ZERO ->
                (samples == 1 && (bits == 1 || bits == 4 || bits == 8 || bits == 16)) || (samples == 2 && bits == 8);
            case RGB -> (samples == 3 || samples == 4) && (bits == 8 || bits == 16);
            case PALETTE -> samples == 1 && (bits == 1 || bits == 4 || bits == 8);
            default -> false;
        };
        if (!known || alpha) {
            throw unsupported("of photometric interpretation " + photometric + " with " + samples + " samples of "
                    + bits + " bits" + (alpha ? " and premultiplied alpha" : ""));
        }
    }

    /** Checks deflated strips and tiles to their checksums, which the JDK's reader does not. */
    private void checkDeflated(byte[] file) throws ImageException {
        int compression = tag(BaselineTIFFTagSet.TAG_COMPRESSION, BaselineTIFFTagSet.COMPRESSION_NONE);
        if (compression != BaselineTIFFTagSet.COMPRESSION_ZLIB
                && compression != BaselineTIFFTagSet.COMPRESSION_DEFLATE) {
            return;
        }
        boolean tiled = directory.containsTIFFField(BaselineTIFFTagSet.TAG_TILE_OFFSETS);
        TIFFField offsets = directory.getTIFFField(
                tiled ? BaselineTIFFTagSet.TAG_TILE_OFFSETS : BaselineTIFFTagSet.TAG_STRIP_OFFSETS);
        TIFFField lengths = directory.getTIFFField(
                tiled ? BaselineTIFFTagSet.TAG_TILE_BYTE_COUNTS : BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS);
        byte[] discarded = new byte[1 << 16];
        for (int index = 0; index < offsets.getCount(); index++) {
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(
                        file, Math.toIntExact(offsets.getAsLong(index)), Math.toIntExact(lengths.getAsLong(index)));
                while (!inflater.finished()) {
                    if (inflater.inflate(discarded) == 0 && !inflater.finished()) {
                        throw new ImageException(Fault.TRUNCATED, "the TIFF file has a strip that ends too early");
                    }
                }
            } catch (DataFormatException damaged) {
                throw new ImageException(
                        Fault.CORRUPT, "the TIFF file has a damaged strip: " + damaged.getMessage(), damaged);
            } finally {
                inflater.end();
            }
        }
    }

    private static ImageException unsupported(String variant) {
        return new ImageException(Fault.UNSUPPORTED, "TIFF files " + variant + " are not decoded");
    }

    private int tag(int number, int absent) {
        TIFFField field = directory.getTIFFField(number);
        return field == null ? absent : field.getAsInt(0);
    }

    private void convert(java.awt.image.Raster image, byte[] target) {
        int[] lookup = lookup();
        int bands = image.getNumBands();
        int width = image.getWidth();
        int[] row = new int[width * bands];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getPixels(image.getMinX(), image.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int sample = photometric == RGB ? row[x * bands + channel] : row[x * bands];
                    target[to++] = (byte) (lookup.length == 0 ? clip(sample) : lookup[sample * 3 + channel]);
                }
            }
        }
    }

    /** Grey of 16 bits is clipped, colour takes the high byte. */
    private int clip(int sample) {
        if (bits == 16) {
            return photometric == RGB ? sample >> 8 : Math.min(sample, 255);
        }
        return sample;
    }

    /** Returns red, green and blue for each value of a sample, or nothing where samples stand for themselves. */
    private int[] lookup() {
        int values = 1 << bits;
        if (photometric == PALETTE) {
            int[] map = directory.getTIFFField(BaselineTIFFTagSet.TAG_COLOR_MAP).getAsInts();
            int[] lookup = new int[values * 3];
            for (int index = 0; index < lookup.length; index++) {
                lookup[index] = map[index % 3 * values + index / 3] >> 8;
            }
            return lookup;
        }
        if (photometric == RGB || bits > 8 || (bits == 8 && photometric == BLACK_IS_ZERO)) {
            return new int[0];
        }
        int[] lookup = new int[values * 3];
        for (int index = 0; index < lookup.length; index++) {
            int grey = index / 3 * 255 / (values - 1);
            lookup[index] = photometric == WHITE_IS_ZERO ? 255 - grey : grey;
        }
        return lookup;
    }
}
