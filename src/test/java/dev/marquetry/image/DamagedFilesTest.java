package dev.marquetry.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.image.GoldenFiles.Image;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damage of many kinds never makes our own code fail: it gives pixels or a fault of the file.
 *
 * <p>{@code -Dmarquetry.damage.rounds=5000} looks harder.
 */
class DamagedFilesTest {
    private static final int ROUNDS = Integer.getInteger("marquetry.damage.rounds", 30);
    private static final int[] NUMBERS = {0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, -1};

    static List<Image> images() {
        return GoldenFiles.images();
    }

    @ParameterizedTest
    @MethodSource("images")
    void isAFaultOfTheFile(Image image) {
        byte[] file = GoldenFiles.bytes(image.file());
        Random random = new Random(image.file().hashCode());
        ImageOptions options = new ImageOptions(
                ColorMode.RGB, Orientation.APPLY, 1 << 20, new Resize(ResizeMethod.PAD, 40, 30, PadMode.REFLECTION));
        try (ImageDecoder decoder = new ImageDecoder(options.withMaxScanPixels(1 << 24))) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = damaged(file, random);
                try {
                    assertThat(decoder.decode(damaged, damaged.length).pixels().height())
                            .isEqualTo(40);
                } catch (RejectException exception) {
                    assertThat(exception.code())
                            .as("%s, round %d: %s", image.file(), round, exception.getMessage())
                            .isNotIn(RejectCode.INTERNAL, RejectCode.OUT_OF_MEMORY);
                }
            }
        }
    }

    /** Changes bytes, numbers, pieces or the end of a file, mostly near its beginning. */
    private static byte[] damaged(byte[] file, Random random) {
        byte[] damaged = file.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(Math.min(damaged.length, 1 << (5 + random.nextInt(12))));
            switch (random.nextInt(6)) {
                case 0 -> damaged[at] = (byte) random.nextInt();
                case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> number(damaged, at, NUMBERS[random.nextInt(NUMBERS.length)], 1 + random.nextInt(4), random);
                case 3 -> damaged = without(damaged, at, 1 + random.nextInt(1 << random.nextInt(8)));
                case 4 -> damaged = twice(damaged, at, 1 + random.nextInt(1 << random.nextInt(8)));
                default -> number(damaged, at, random.nextInt(300), 2, random);
            }
            if (damaged.length < 4) {
                return damaged;
            }
        }
        return random.nextInt(4) == 0 ? damaged : withChecksums(damaged);
    }

    private static void number(byte[] file, int at, int number, int bytes, Random random) {
        boolean little = random.nextBoolean();
        for (int i = 0; i < bytes && at + i < file.length; i++) {
            file[at + i] = (byte) (number >> (8 * (little ? i : bytes - 1 - i)));
        }
    }

    private static byte[] without(byte[] file, int from, int count) {
        int end = Math.min(from + count, file.length);
        byte[] shorter = new byte[file.length - (end - from)];
        System.arraycopy(file, 0, shorter, 0, from);
        System.arraycopy(file, end, shorter, from, file.length - end);
        return shorter;
    }

    private static byte[] twice(byte[] file, int from, int count) {
        int end = Math.min(from + count, file.length);
        byte[] longer = new byte[file.length + end - from];
        System.arraycopy(file, 0, longer, 0, end);
        System.arraycopy(file, from, longer, end, file.length - from);
        return longer;
    }

    /** Mends the checksums of a PNG file, so that what is damaged is read. */
    private static byte[] withChecksums(byte[] file) {
        ByteBuffer data = ByteBuffer.wrap(file);
        if (file.length < 8 || data.getLong(0) != 0x89504E470D0A1A0AL) {
            return file;
        }
        int position = 8;
        while (position + 12 <= file.length) {
            int length = data.getInt(position);
            if (length < 0 || length > file.length - position - 12) {
                break;
            }
            CRC32 sum = new CRC32();
            sum.update(file, position + 4, length + 4);
            data.putInt(position + 8 + length, (int) sum.getValue());
            position += length + 12;
        }
        return file;
    }
}
