package dev.marquetry.sample;

import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Writes a dataset to try Marquetry on: pictures of its own drawing, in a folder for each class, and a manifest.
 *
 * <p>The pictures are like photographs in what matters to a decoder (gradients, texture of every scale, hard edges,
 * lettering) and come in the formats, sizes and names that are met in the wild: mostly JPEG of ImageNet's sizes, with
 * PNG, WebP, BMP, GIF and TIFF in their variants. Of 20 or more, a few are broken on purpose.
 */
public final class SampleDataset {
    private static final String MANIFEST = "manifest.csv";
    private static final String TEXT = "<!doctype html>\n<title>404</title>\n<p>The picture is not here any more.\n";

    private SampleDataset() {}

    /**
     * Draws and writes a dataset, one picture in memory at a time.
     *
     * <p>The same count and seed give the same bytes, with the same version on the same platform. The manifest comes
     * last: a folder without one is not complete. Where the Java runtime's file names are limited to ASCII (a POSIX
     * locale), other letters in them are replaced.
     *
     * @param folder where to, a folder that is empty or does not exist yet
     * @param count how many images the manifest names, at least 1
     * @param seed chooses one dataset among many
     * @return what was written
     * @throws UserException if the folder holds something already or cannot be written, or the count is less than 1
     */
    public static SampleSummary write(Path folder, int count, long seed) {
        if (count < 1) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "cannot write a sample of " + count + " images",
                    "the count must be 1 or more",
                    "give a count such as 100");
        }
        requireEmpty(folder);
        try {
            return writeAll(folder, count, seed);
        } catch (IOException failure) {
            throw new UserException(
                    UserException.Kind.RUN,
                    "cannot write the sample to " + folder,
                    failure.toString(),
                    "check the permissions and the free space, or name another folder",
                    failure);
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        boolean empty = false;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                empty = entries.findAny().isEmpty();
            } catch (IOException failure) {
                throw new UserException(
                        UserException.Kind.USAGE,
                        "cannot read the folder " + folder,
                        failure.toString(),
                        "check its permissions, or name another folder",
                        failure);
            }
        }
        if (!empty) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "cannot write a sample to " + folder,
                    Files.isDirectory(folder) ? "the folder is not empty" : "it is a file, not a folder",
                    "name a folder that is empty or does not exist yet");
        }
    }

    private static SampleSummary writeAll(Path folder, int count, long seed) throws IOException {
        Files.createDirectories(folder);
        FileNames names = FileNames.of(folder);
        StringBuilder manifest = new StringBuilder("path,label,split\n");
        int files = 0;
        int broken = 0;
        List<PicturePlan> plans = DatasetPlan.of(count, seed);
        for (PicturePlan plan : plans) {
            String name = names.writable(plan.path());
            if (plan.flaw() != Flaw.MISSING) {
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, content(plan));
                files++;
            }
            if (plan.flaw() != Flaw.NONE) {
                broken++;
            }
            manifest.append(Csv.line(name, plan.label(), plan.split()));
        }
        Path manifestFile = folder.resolve(MANIFEST);
        Files.writeString(manifestFile, manifest, StandardCharsets.UTF_8);
        return new SampleSummary(manifestFile, count, files, broken);
    }

    private static byte[] content(PicturePlan plan) throws IOException {
        return switch (plan.flaw()) {
            case NONE -> picture(plan);
            case TRUNCATED_JPEG, TRUNCATED_PNG -> truncated(picture(plan));
            case TEXT_NAMED_JPEG -> TEXT.getBytes(StandardCharsets.UTF_8);
            case EMPTY, MISSING -> new byte[0];
        };
    }

    private static byte[] picture(PicturePlan plan) throws IOException {
        SplittableRandom random = new SplittableRandom(plan.seed());
        Canvas canvas = new Canvas(plan.size().width(), plan.size().height());
        plan.subject().scene().draw(canvas, random);
        return PictureEncoder.encode(Camera.photograph(canvas, random), plan.encoding(), random);
    }

    /** As a copy that broke off: headers and some rows are there. */
    private static byte[] truncated(byte[] file) {
        return Arrays.copyOf(file, file.length / 5 * 3);
    }
}
