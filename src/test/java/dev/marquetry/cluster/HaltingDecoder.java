package dev.marquetry.cluster;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dev.marquetry.BuildFolder;
import dev.marquetry.image.ImageDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;

/**
 * A decoder that ends its process over images with a mark, as a fault in native code would: Marquetry's own, with a few
 * instructions before its first.
 *
 * <p>Executors take it from the class path that {@link #classPath} makes, given as {@code
 * spark.executor.extraClassPath}. Nothing in Marquetry knows of it.
 */
final class HaltingDecoder {
    private static final String MARK = "ends the process";

    private HaltingDecoder() {}

    /** Writes the decoder's class into a folder and returns a class path of it and the bundle, the folder first. */
    static String classPath(Path folder) {
        try {
            new ByteBuddy()
                    .redefine(ImageDecoder.class)
                    .visit(Advice.to(Halt.class).on(named("decode")))
                    .make()
                    .saveIn(folder.toFile());
            // One loader must have all of a package: a folder alone would take the decoder away from its neighbours.
            return folder + ":" + BuildFolder.bundle();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Puts the mark behind the bytes of an image, where other decoders overlook it. */
    static void mark(Path image) {
        try {
            Files.writeString(image, MARK, StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Is copied into the decoder, so it may use nothing but Java's own classes. */
    static final class Halt {
        private Halt() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) byte[] file, @Advice.Argument(1) int length) {
            int start = Math.max(0, length - MARK.length());
            if (new String(file, start, length - start, StandardCharsets.ISO_8859_1).equals(MARK)) {
                Runtime.getRuntime().halt(134);
            }
        }
    }
}
