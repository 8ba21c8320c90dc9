package dev.marquetry.image;

import dev.marquetry.options.RejectException;
import dev.marquetry.bench.Requests;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The decoder in a bare loop on one thread, over files that are in memory. */
public final class DecoderRounds {
    /** Until the resizer has chosen vectors. */
    private static final int WARM_UP = 3_000;

    private DecoderRounds() {}

    /** Takes the folder of the files; answers {@code decode}, {@code resize} and {@code checksum}. */
    public static void main(String[] arguments) throws IOException, RejectException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(Path.of(arguments[0]))) {
            for (Path path : paths.sorted().toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        try (ImageDecoder whole = decoder(Resize.NONE);
                ImageDecoder crop = decoder(new Resize(ResizeMethod.CROP, 224, 224, PadMode.REFLECTION))) {
            for (int images = 0; images < WARM_UP; images += files.size()) {
                round(crop, files);
            }
            Requests.serve(request -> switch (request[0]) {
                case "decode" -> round(whole, files);
                case "resize" -> round(crop, files);
                case "checksum" -> Map.of("whole", checksum(whole, files), "crop", checksum(crop, files));
                default -> throw new IllegalArgumentException(request[0]);
            });
        }
    }

    private static ImageDecoder decoder(Resize resize) {
        return new ImageDecoder(
                new ImageOptions(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, resize));
    }

    private static Map<String, Object> round(ImageDecoder decoder, List<byte[]> files) throws RejectException {
        long start = System.nanoTime();
        long resizeNanos = 0;
        for (byte[] file : files) {
            DecodedImage image = decoder.decode(file, file.length);
            resizeNanos += image.resizeNanos();
            decoder.takeBack(image.pixels());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return Map.of("images", files.size(), "seconds", seconds, "resize", resizeNanos / 1e9);
    }

    /** Returns the checksum of all pixels, in the order of the files' names. */
    private static long checksum(ImageDecoder decoder, List<byte[]> files) throws RejectException {
        CRC32 sum = new CRC32();
        for (byte[] file : files) {
            sum.update(decoder.decode(file, file.length).pixels().data());
        }
        return sum.getValue();
    }
}
