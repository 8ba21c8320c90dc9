package dev.marquetry.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Decodes a folder of images and crops them to 224 x 224, again and again, on one core.
 *
 * <p>{@code scripts/pillow-speed} does the same with Pillow; run in turns, the two give the ratio:
 *
 * <pre>
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * taskset -c 0 java -cp target/test-classes:target/classes:$(cat target/jmh.classpath) \
 *     dev.marquetry.image.FolderSpeed FOLDER 10
 * taskset -c 0 scripts/pillow-speed FOLDER 10
 * </pre>
 *
 * <p>Both end with a checksum of all pixels, which has to be the same.
 */
public final class FolderSpeed {
    private FolderSpeed() {}

    /** Takes the folder and the number of rounds; the files are in memory before the clock starts. */
    public static void main(String[] arguments) throws IOException, ImageException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(Path.of(arguments[0]))) {
            for (Path path : paths.sorted().toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        Resize resize = new Resize(ResizeMethod.CROP, 224, 224, PadMode.REFLECTION);
        ImageOptions options =
                new ImageOptions(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, resize);
        try (ImageDecoder decoder = new ImageDecoder(options)) {
            for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
                round(decoder, files);
            }
        }
    }

    private static void round(ImageDecoder decoder, List<byte[]> files) throws ImageException {
        CRC32 sum = new CRC32();
        long decodeNanos = 0;
        long resizeNanos = 0;
        for (byte[] file : files) {
            DecodedImage image = decoder.decode(file, file.length);
            decodeNanos += image.decodeNanos();
            resizeNanos += image.resizeNanos();
            sum.update(image.pixels().data());
        }
        double count = files.size();
        System.out.printf(
                Locale.ROOT,
                "%.0f images/s: %.3f ms to decode, %.3f ms to resize; checksum %08x%n",
                count * 1e9 / (decodeNanos + resizeNanos),
                decodeNanos / count / 1e6,
                resizeNanos / count / 1e6,
                sum.getValue());
    }
}
