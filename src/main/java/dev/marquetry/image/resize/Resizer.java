package dev.marquetry.image.resize;

import dev.marquetry.image.resize.Workspace.Purpose;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * fastai's {@code Resize} at validation time: a window of the source, padded if need be, resized once with Pillow's
 * BILINEAR filter.
 *
 * <p>Keeps the filter weights of the sizes it met. Not thread-safe.
 */
public final class Resizer {
    private static final int SIZES_KEPT = 64;

    private final Resize resize;
    private final Workspace workspace;
    private final Passes passes;
    private final Padding padding;
    private final Map<Long, FilterWeights> weights = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, FilterWeights> eldest) {
            return size() > SIZES_KEPT;
        }
    };

    /** Makes a resizer that takes its buffers from the workspace of its task. */
    public Resizer(Resize resize, Workspace workspace, Passes passes) {
        this.resize = resize;
        this.workspace = workspace;
        this.passes = passes;
        this.padding = new Padding(resize.padMode(), workspace);
    }

    /** Returns the raster in the target size; without a method, the raster itself. */
    public Raster resize(Raster source) throws RejectException {
        if (resize.method() == ResizeMethod.NONE) {
            return source;
        }
        Raster image = window(source);
        if (resize.shrinksHeightFirst(image.height(), image.width())) {
            return horizontal(vertical(image, Purpose.FIRST_PASS), null);
        }
        return vertical(horizontal(image, Purpose.FIRST_PASS), null);
    }

    /** Returns what is resized: the window, padded, or black of the target size where the window is empty. */
    public Raster window(Raster source) throws RejectException {
        Window window = Window.of(resize, source.width(), source.height());
        if (window.width() == 0 || window.height() == 0) {
            // Pillow resizes a window without pixels to black.
            Raster black = target(resize.height(), resize.width(), source.channels(), null);
            Arrays.fill(black.samples(), (byte) 0);
            return black;
        }
        if (window.left() < 0 || window.top() < 0) {
            workspace.admit(window.width(), window.height());
        }
        return padding.apply(source, window);
    }

    /** Runs the pass into the workspace's buffer for the purpose, or for none into its own array. */
    private Raster horizontal(Raster image, Purpose purpose) throws RejectException {
        if (image.width() == resize.width()) {
            return image;
        }
        Raster target = target(image.height(), resize.width(), image.channels(), purpose);
        passes.horizontal().run(image, weights(image.width(), resize.width()), target);
        return target;
    }

    private Raster vertical(Raster image, Purpose purpose) throws RejectException {
        if (image.height() == resize.height()) {
            return image;
        }
        Raster target = target(resize.height(), image.width(), image.channels(), purpose);
        passes.vertical().run(image, weights(image.height(), resize.height()), target);
        return target;
    }

    private Raster target(int height, int width, int channels, Purpose purpose) throws RejectException {
        int size = Workspace.arraySize((long) height * width * channels, "the image, half resized,");
        byte[] samples = purpose == null ? workspace.giveAway(size) : workspace.buffer(purpose, size);
        return new Raster(samples, height, width, channels);
    }

    private FilterWeights weights(int inputs, int outputs) {
        return weights.computeIfAbsent(
                (long) inputs << Integer.SIZE | outputs, key -> FilterWeights.of(inputs, outputs));
    }
}
