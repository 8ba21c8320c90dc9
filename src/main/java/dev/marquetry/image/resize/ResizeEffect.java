package dev.marquetry.image.resize;

import dev.marquetry.options.Resize;

/**
 * What a resize does to an image of some dimensions.
 *
 * @param enlarges whether the result has more rows or columns than the part of the source that it shows
 * @param shareCropped the share of the source's pixels that the result does not show, from 0 to 1
 */
public record ResizeEffect(boolean enlarges, double shareCropped) {
    /**
     * Returns the effect.
     *
     * @param resize with a method
     * @param sourceWidth columns, at least 1
     * @param sourceHeight rows, at least 1
     */
    public static ResizeEffect of(Resize resize, int sourceWidth, int sourceHeight) {
        Window window = Window.of(resize, sourceWidth, sourceHeight);
        double shown = (double) Math.min(window.width(), sourceWidth)
                / sourceWidth
                * Math.min(window.height(), sourceHeight)
                / sourceHeight;
        return new ResizeEffect(resize.width() > window.width() || resize.height() > window.height(), 1 - shown);
    }
}
