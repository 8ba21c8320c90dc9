package dev.marquetry.image.resize;

import dev.marquetry.options.Resize;

/**
 * The part of the source that is resized to the target, in source pixels; for padding it reaches outside.
 *
 * <p>fastai's arithmetic, in doubles and truncating as written: {@code (w / W) * W} may truncate to {@code w - 1}.
 *
 * @param left columns cut off at the left, negative where columns are added
 * @param top rows cut off at the top, negative where rows are added
 * @param width columns, 0 where nothing is left
 * @param height rows, 0 where nothing is left
 */
record Window(int left, int top, int width, int height) {
    /** Returns the window of a source of these dimensions. */
    static Window of(Resize resize, int sourceWidth, int sourceHeight) {
        double horizontal = (double) sourceWidth / resize.width();
        double vertical = (double) sourceHeight / resize.height();
        return switch (resize.method()) {
            case NONE, SQUISH -> new Window(0, 0, sourceWidth, sourceHeight);
            case CROP -> centred(horizontal < vertical ? horizontal : vertical, resize, sourceWidth, sourceHeight);
            case PAD -> centred(horizontal > vertical ? horizontal : vertical, resize, sourceWidth, sourceHeight);
        };
    }

    private static Window centred(double scale, Resize resize, int sourceWidth, int sourceHeight) {
        int width = (int) (scale * resize.width());
        int height = (int) (scale * resize.height());
        int left = (int) (0.5 * (sourceWidth - width));
        int top = (int) (0.5 * (sourceHeight - height));
        return new Window(left, top, width, height);
    }
}
