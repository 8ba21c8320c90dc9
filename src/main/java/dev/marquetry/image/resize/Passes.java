package dev.marquetry.image.resize;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The two passes of a resize, by the instructions that this JVM offers; all give the same samples. Not thread-safe.
 *
 * @param horizontal resizes rows, each by itself
 * @param vertical resizes columns, each by itself
 */
public record Passes(Pass horizontal, Pass vertical) {
    /** The module of Java's Vector API, which a JVM has where it was started with {@code --add-modules}. */
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** Several samples at once in the halves of 64-bit words: for every JVM. */
    public static final Passes WORDS = new Passes(HorizontalPass::run, VerticalPass::run);

    /** Each pass is compiled for itself. */
    private static final AtomicInteger HORIZONTAL_IMAGES = new AtomicInteger();

    private static final AtomicInteger VERTICAL_IMAGES = new AtomicInteger();

    /** Returns what is fastest here: vectors where the JVM has their module and they prove faster, else words. */
    public static Passes fastest() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return WORDS;
        }
        try {
            return new Passes(
                    new WarmingPass(
                            WORDS.horizontal, byName("VectorHorizontalPass"), HORIZONTAL_IMAGES, System::nanoTime),
                    new WarmingPass(WORDS.vertical, byName("VectorVerticalPass"), VERTICAL_IMAGES, System::nanoTime));
        } catch (ReflectiveOperationException | LinkageError changed) {
            // A later Java's module may differ: it is incubating.
            return WORDS;
        }
    }

    /** Makes a pass that needs the module; by name, so that nothing else needs it, neither to compile nor to load. */
    private static Pass byName(String name) throws ReflectiveOperationException {
        return Class.forName(Passes.class.getPackageName() + "." + name)
                .asSubclass(Pass.class)
                .getDeclaredConstructor()
                .newInstance();
    }
}
