package dev.marquetry.sample;

import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** A line of text as a mask. OpenCV brings its strokes along, so that no fonts need be installed. */
final class Lettering {
    private static final List<String> WORDS = List.of(
            "OPEN",
            "EXIT",
            "Market",
            "Harbour",
            "No. 42",
            "Museum",
            "Bakery",
            "STOP",
            "Platform 7",
            "Fresh Fruit",
            "12:45",
            "Library",
            "Old Town",
            "Veneer",
            "Oak & Walnut",
            "Parking",
            "Garden",
            "EUR 3.90");
    private static final int[] FONTS = {
        opencv_imgproc.FONT_HERSHEY_SIMPLEX,
        opencv_imgproc.FONT_HERSHEY_DUPLEX,
        opencv_imgproc.FONT_HERSHEY_COMPLEX,
        opencv_imgproc.FONT_HERSHEY_TRIPLEX
    };
    /** The height of a Hershey capital at scale 1, in pixels. */
    private static final double CAPITAL = 22;

    private final int width;
    private final int height;
    private final byte[] mask;

    private Lettering(int width, int height, byte[] mask) {
        this.width = width;
        this.height = height;
        this.mask = mask;
    }

    /** Writes some word, its capitals so many pixels high. */
    static Lettering word(float capital, RandomGenerator random) {
        return write(WORDS.get(random.nextInt(WORDS.size())), capital, FONTS[random.nextInt(FONTS.length)]);
    }

    /** Writes a line of several words, as on a page. */
    static Lettering sentence(float capital, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int word = 3 + random.nextInt(5); word > 0; word--) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        }
        return write(text.toString().strip(), capital, opencv_imgproc.FONT_HERSHEY_COMPLEX);
    }

    private static Lettering write(String text, float capital, int font) {
        double scale = Math.max(capital, 1f) / CAPITAL;
        int thickness = Math.max(1, (int) Math.round(scale * 2));
        int[] baseline = new int[1];
        try (Size size = opencv_imgproc.getTextSize(text, font, scale, thickness, baseline);
                Point start = new Point(thickness + 1, size.height() + thickness);
                Scalar black = Scalar.all(0);
                Scalar white = Scalar.all(255);
                Mat mat = new Mat(
                        size.height() + baseline[0] + 2 * thickness + 2,
                        size.width() + 2 * thickness + 2,
                        opencv_core.CV_8UC1,
                        black)) {
            opencv_imgproc.putText(mat, text, start, font, scale, white, thickness, opencv_imgproc.LINE_AA, false);
            byte[] mask = new byte[mat.rows() * mat.cols()];
            mat.data().get(mask);
            return new Lettering(mat.cols(), mat.rows(), mask);
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the shape of the letters on a board, spread about a point of it and turned as it is. */
    Shape on(Board board, float alongCentre, float acrossCentre) {
        Board place = board.part(alongCentre, acrossCentre, width / 2f, height / 2f);
        return new Shape() {
            @Override
            public float distance(float x, float y) {
                return 0.5f - ink(place.along(x, y) + width / 2f - 0.5f, place.across(x, y) + height / 2f - 0.5f);
            }

            @Override
            public Bounds bounds() {
                return place.bounds();
            }
        };
    }

    private float ink(float column, float row) {
        int left = (int) Math.floor(column);
        int top = (int) Math.floor(row);
        float across = column - left;
        float down = row - top;
        float upper = ink(left, top) * (1 - across) + ink(left + 1, top) * across;
        float lower = ink(left, top + 1) * (1 - across) + ink(left + 1, top + 1) * across;
        return upper * (1 - down) + lower * down;
    }

    private float ink(int column, int row) {
        boolean inside = column >= 0 && row >= 0 && column < width && row < height;
        return inside ? Byte.toUnsignedInt(mask[row * width + column]) / 255f : 0f;
    }
}
