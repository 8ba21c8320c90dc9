package dev.marquetry.image;

/**
 * The part of the source that is resized to the target, in source pixels; it reaches outside the source where it is
 * padded.
 *
 * <p>fastai's {@code Resize} at validation time, in double arithmetic as Python does it; {@code int()} truncates toward
 * zero.
 */
record Window(int left, int top, int width, int height) {
    static Window of(Resize resize, int width, int height) {
        double byWidth = (double) width / resize.width();
        double byHeight = (double) height / resize.height();
        return switch (resize.method()) {
            case NONE, SQUISH -> new Window(0, 0, width, height);
            case CROP -> centred(resize, width, height, byWidth < byHeight ? byWidth : byHeight);
            case PAD -> centred(resize, width, height, byWidth > byHeight ? byWidth : byHeight);
        };
    }

    private static Window centred(Resize resize, int width, int height, double scale) {
        int boxWidth = (int) (scale * resize.width());
        int boxHeight = (int) (scale * resize.height());
        return new Window((int) (0.5 * (width - boxWidth)), (int) (0.5 * (height - boxHeight)), boxWidth, boxHeight);
    }

    /** Returns whether the window lies inside a source of this size. */
    boolean inside(int sourceWidth, int sourceHeight) {
        return left >= 0 && top >= 0 && left + width <= sourceWidth && top + height <= sourceHeight;
    }
}
