package dev.marquetry.show;

import dev.marquetry.Job;
import dev.marquetry.SparkSessions;
import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;

/** Pictures of noise, named by their numbers, and datasets of them. */
public final class NoiseDataset {
    private NoiseDataset() {}

    /**
     * Draws pictures {@code 000.png} and so on, and {@code manifest.csv}, which labels the odd ones {@code a b=c/d} and
     * the others {@code cat}.
     *
     * @param side of each, plus the number of the picture modulo {@code sizes}
     */
    public static void draw(Path folder, int count, int side, int sizes) throws IOException {
        Random random = new Random(1);
        Files.createDirectories(folder);
        StringBuilder manifest = new StringBuilder("path,label,number\n");
        for (int number = 0; number < count; number++) {
            int width = side + number % sizes;
            BufferedImage image = new BufferedImage(width, side, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < width * side; pixel++) {
                image.setRGB(pixel % width, pixel / width, random.nextInt(1 << 24));
            }
            ImageIO.write(image, "png", folder.resolve(name(number)).toFile());
            manifest.append(name(number))
                    .append(number % 2 == 0 ? ",cat," : ",a b=c/d,")
                    .append(number)
                    .append('\n');
        }
        Files.writeString(folder.resolve("manifest.csv"), manifest);
    }

    /** Returns the name of a picture. */
    public static String name(int number) {
        return String.format("%03d.png", number);
    }

    /** Converts the pictures of a manifest. */
    public static void convert(Path pictures, Path output, Map<String, ?> options) throws IOException {
        Job job = Job.of(
                Map.of("input.path", pictures.resolve("manifest.csv"), "input.format", "csv", "output.path", output));
        for (Map.Entry<String, ?> option : options.entrySet()) {
            job = job.with(option.getKey(), option.getValue());
        }
        job.run(SparkSessions.shared());
    }

    /** Returns the pictures of a dataset. */
    static DatasetPictures open(String output, Configuration configuration) throws IOException {
        DatasetFolder folder = new DatasetFolder(output, configuration);
        CommitRecord commit = folder.newest().orElseThrow();
        return DatasetPictures.of(
                LocatedFile.in(folder.data(), commit.data().files()),
                Optional.empty(),
                commit.description().partitionBy(),
                configuration);
    }

    /** Returns the samples of a picture's file. */
    static byte[] samples(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        byte[] samples = new byte[image.getWidth() * image.getHeight() * 3];
        for (int at = 0; at < samples.length; at++) {
            int color = image.getRGB(at / 3 % image.getWidth(), at / 3 / image.getWidth());
            samples[at] = (byte) (color >> (16 - 8 * (at % 3)));
        }
        return samples;
    }

    static List<String> labels() {
        return List.of("cat", "a b=c/d");
    }
}
