package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;

/**
 * What the first directory of a TIFF file says about its pixels, completed and refused as Pillow's TIFF plugin does.
 *
 * <p>Only what Pillow reads is let through; its table of known combinations is spread over {@link TiffUnpackers}.
 *
 * @param width columns
 * @param height rows
 * @param bits bits of every sample
 * @param samples samples per pixel
 * @param photometric the colour space: 0 and 1 grey, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr
 * @param sampleFormat 1 unsigned, 2 signed, 3 float
 * @param extra what the samples beyond the colours are, one digit each: 0 anything, 1 premultiplied alpha, 2 alpha
 * @param planes how many planes the file stores, 1 where the samples of a pixel stand together; the last ones may be of
 *     extra samples that are not counted
 * @param compression the scheme, as the tag numbers it
 * @param reversed whether the first pixel stands in the lowest bits
 */
record TiffLayout(
        long width,
        long height,
        int bits,
        int samples,
        int photometric,
        int sampleFormat,
        String extra,
        int planes,
        int compression,
        boolean reversed) {
    private static final int WIDTH = 256;
    private static final int LENGTH = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int FILL_ORDER = 266;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int PLANAR_CONFIGURATION = 284;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int MOST_SAMPLES = 6;

    /** Reads the tags. */
    static TiffLayout read(TiffDirectory directory) throws RejectException {
        long samples = directory.number(SAMPLES_PER_PIXEL, 1);
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw unsupported(Refusal.TIFF_SAMPLES, samples + " samples per pixel");
        }
        int stored = (int) samples;
        int count = stored;
        long configuration = directory.number(PLANAR_CONFIGURATION, 1);
        if (configuration != 1 && configuration != 2) {
            throw unsupported(Refusal.TIFF_PLANES, "planar configuration " + configuration);
        }
        boolean planar = configuration == 2;
        String extra = extra(directory);
        if (planar && !extra.isEmpty() && extra.chars().allMatch(digit -> digit == '0')) {
            count -= extra.length();
            extra = "";
        }
        long fillOrder = directory.number(FILL_ORDER, 1);
        if (fillOrder != 1 && fillOrder != 2) {
            throw unsupported(Refusal.TIFF_REVERSED, "fill order " + fillOrder);
        }
        return new TiffLayout(
                directory.number(WIDTH, 0, "the image width"),
                directory.number(LENGTH, 0, "the image length"),
                bits(directory, count),
                count,
                (int) directory.number(PHOTOMETRIC, 0),
                sampleFormat(directory),
                extra,
                planar && stored > 1 ? stored : 1,
                (int) directory.number(COMPRESSION, 1),
                fillOrder == 2);
    }

    /** Tells whether each sample is stored in its own plane. */
    boolean planar() {
        return planes > 1;
    }

    /** Tells whether one of the samples is alpha. */
    boolean hasAlpha() {
        return extra.contains("1") || extra.contains("2");
    }

    /** Returns what the samples are, by Pillow's letters without the depth. */
    String mode() throws RejectException {
        boolean alpha = hasAlpha();
        return switch (photometric) {
            case 0, 1 -> alpha ? "LA" : "L";
            case 2 -> alpha ? "RGBA" : "RGB";
            case 3 -> "P";
            case 5 -> "CMYK";
            case 6 -> "YCbCr";
            case 8, 9, 10 -> "LAB";
            default -> throw unsupported(Refusal.TIFF_SAMPLES, "photometric interpretation " + photometric);
        };
    }

    /** Returns the bits of a pixel as it is stored together: of all samples, or of one where they are apart. */
    int storedBits() {
        return planar() ? bits : bits * samples;
    }

    /**
     * Tells whether Pillow maps a single block of such pixels into memory instead of reading it.
     *
     * <p>It then takes width for height where the image lies on its side.
     */
    boolean isMapped() {
        boolean kept = switch (photometric) {
            case 0 -> bits == 16;
            case 1 -> sampleFormat == 1 ? bits == 8 || bits == 16 : bits == 8;
            case 6 -> samples == 1;
            case 2 -> samples == 4 && bits == 8 && (extra.isEmpty() || extra.equals("2"));
            case 3 -> samples == 1 && bits == 8;
            case 5 -> samples == 4 && bits == 8;
            default -> false;
        };
        boolean single = photometric == 2 || photometric == 5 || samples == 1;
        return kept && single && compression == 1 && !planar() && !reversed && width != height;
    }

    /** Returns the exception that rejects what this layout describes. */
    static RejectException unsupported(Refusal kind, String what) {
        return kind.because("TIFF with " + what + " is not decoded");
    }

    private static int bits(TiffDirectory directory, int samples) throws RejectException {
        int stated = directory.count(BITS_PER_SAMPLE);
        if (stated == 0) {
            return 1;
        }
        if (stated != 1 && stated < samples) {
            throw new RejectException(
                    RejectCode.CORRUPT, "TIFF with " + stated + " bit depths of " + samples + " samples");
        }
        long bits = directory.number(BITS_PER_SAMPLE, 0, "the bits per sample");
        for (int i = 1; i < Math.min(stated, samples); i++) {
            if (directory.number(BITS_PER_SAMPLE, i, "the bits per sample") != bits) {
                throw unsupported(Refusal.TIFF_DEPTH, "samples of different depths");
            }
        }
        if (bits < 1 || bits > 64) {
            throw unsupported(Refusal.TIFF_DEPTH, bits + " bits per sample");
        }
        return (int) bits;
    }

    private static int sampleFormat(TiffDirectory directory) throws RejectException {
        long format = directory.number(SAMPLE_FORMAT, 1);
        for (int i = 1; i < directory.count(SAMPLE_FORMAT); i++) {
            if (directory.number(SAMPLE_FORMAT, i, "the sample format") != format) {
                throw unsupported(Refusal.TIFF_DEPTH, "samples of different formats");
            }
        }
        return (int) format;
    }

    private static String extra(TiffDirectory directory) throws RejectException {
        StringBuilder extra = new StringBuilder();
        for (int i = 0; i < directory.count(EXTRA_SAMPLES); i++) {
            long kind = directory.number(EXTRA_SAMPLES, i, "the extra samples");
            if (kind > 2 && kind != 999) {
                throw unsupported(Refusal.TIFF_SAMPLES, "extra samples of kind " + kind);
            }
            // Corel Draw wrote 999 for alpha.
            extra.append(kind == 999 ? 2 : kind);
        }
        return extra.toString();
    }
}
