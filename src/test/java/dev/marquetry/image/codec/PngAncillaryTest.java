package dev.marquetry.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.marquetry.image.GoldenFiles;
import dev.marquetry.image.ImageDecoder;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks that change no pixel are refused where Pillow 12.3 refuses them: each case was tried with it. */
class PngAncillaryTest {
    private static final byte[] RGB = GoldenFiles.bytes("png/rgb.png");
    private static final int MEBIBYTE = 1 << 20;

    /** Returns what a file with the chunks in front of its image data gives: a fault, or null for its pixels. */
    private static RejectException before(byte[] png, byte[]... chunks) {
        return outcome(png, find(png, "IDAT"), chunks);
    }

    private static RejectException behind(byte[] png, byte[]... chunks) {
        return outcome(png, find(png, "IEND"), chunks);
    }

    private static RejectException outcome(byte[] png, int position, byte[]... chunks) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(png, 0, position);
        for (byte[] chunk : chunks) {
            file.writeBytes(chunk);
        }
        file.write(png, position, png.length - position);
        try (ImageDecoder decoder =
                new ImageDecoder(new ImageOptions(ColorMode.RGB, Orientation.APPLY, 1 << 24, Resize.NONE))) {
            return catchThrowableOfType(RejectException.class, () -> {
                byte[] plain = decoder.decode(png, png.length).pixels().data();
                assertThat(decoder.decode(file.toByteArray(), file.size())
                                .pixels()
                                .data())
                        .isEqualTo(plain);
            });
        }
    }

    private static int find(byte[] png, String name) {
        return new String(png, StandardCharsets.ISO_8859_1).indexOf(name) - 4;
    }

    private static byte[] chunk(String name, byte[]... parts) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] part : parts) {
            data.writeBytes(part);
        }
        CRC32 sum = new CRC32();
        sum.update(data.toByteArray());
        return ByteBuffer.allocate(data.size() + 8)
                .putInt(data.size() - 4)
                .put(data.toByteArray())
                .putInt((int) sum.getValue())
                .array();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] target = new byte[data.length + 1000];
        int length = deflater.deflate(target);
        deflater.end();
        return Arrays.copyOf(target, length);
    }

    private static byte[] ones(int count) {
        byte[] data = new byte[count];
        Arrays.fill(data, (byte) 'x');
        return data;
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer data = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            data.putInt(number);
        }
        return data.array();
    }

    private static byte[] frame(int part, int width, int height, int left, int top) {
        return chunk("fcTL", numbers(part, width, height, left, top), new byte[6]);
    }

    @ParameterizedTest
    @CsvSource({"gAMA, 4", "sRGB, 1", "pHYs, 9", "acTL, 8", "fcTL, 26", "tRNS, 6"})
    void refusesAChunkThatIsTooShort(String name, int least) {
        byte[] shorter = chunk(name, new byte[least - 1]);
        for (RejectException fault : new RejectException[] {before(RGB, shorter), behind(RGB, shorter)}) {
            assertThat(fault.code()).isEqualTo(RejectCode.CORRUPT);
            assertThat(fault)
                    .hasMessage("the PNG chunk " + name + " has " + (least - 1) + " bytes, and needs " + least);
        }
        if (!name.equals("fcTL")) {
            assertThat(before(RGB, chunk(name, new byte[least]))).isNull();
        }
        assertThat(behind(RGB, chunk(name, new byte[least]))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bKGD", "hIST", "sBIT", "tIME", "sPLT", "eXIf", "cICP", "tEXt", "zTXt", "iTXt", "aaAa"})
    void takesOtherChunksThatAreEmpty(String name) {
        assertThat(behind(RGB, chunk(name))).isNull();
        assertThat(before(RGB, chunk(name))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "png/grey-1.png, 2",
        "png/grey-2.png, 2",
        "png/grey-8.png, 2",
        "png/grey-16.png, 2",
        "png/palette-8.png, 0",
        "png/grey-alpha.png, 0",
        "png/rgba.png, 0"
    })
    void asksForTransparencyOfTheColoursOnly(String file, int least) {
        byte[] png = GoldenFiles.bytes(file);
        assertThat(before(png, chunk("tRNS", new byte[least]))).isNull();
        assertThat(least == 0 || before(png, chunk("tRNS", new byte[least - 1])) != null)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 33})
    void refusesChromaticitiesThatAreNoNumbers(int length) {
        assertThat(before(RGB, chunk("cHRM", new byte[length])))
                .hasMessage("the PNG chunk cHRM has " + length + " bytes, no multiple of 4");
        assertThat(before(RGB, chunk("cHRM", new byte[length / 4 * 4]))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iCCP | profile__ | a text or profile of the PNG file unpacks to more than 1048576 bytes
            zTXt | keyword__ | a text or profile of the PNG file unpacks to more than 1048576 bytes
            zTXt | __        | a text or profile of the PNG file unpacks to more than 1048576 bytes
            iTXt | key_1_a_b_ | a text or profile of the PNG file unpacks to more than 1048576 bytes
            """)
    void refusesWhatUnpacksToMoreThanAMebibyte(String name, String start, String message) {
        byte[] prefix = latin(start.replace('_', '\0').replace('1', '\1').replace("\1\0a", "\1\0a"));
        byte[] big = chunk(name, prefix, deflated(ones(MEBIBYTE + 1)));
        byte[] fits = chunk(name, prefix, deflated(ones(MEBIBYTE)));
        byte[] damaged = chunk(name, prefix, latin("no deflate"));
        byte[] cut = chunk(name, prefix, Arrays.copyOf(deflated(noise()), 300));
        assertThat(before(RGB, big).code()).isEqualTo(RejectCode.TOO_LARGE);
        assertThat(before(RGB, big)).hasMessage(message + ", Pillow's MAX_TEXT_CHUNK");
        assertThat(behind(RGB, big)).hasMessage(message + ", Pillow's MAX_TEXT_CHUNK");
        assertThat(before(RGB, fits)).isNull();
        assertThat(before(RGB, damaged)).isNull();
        assertThat(before(RGB, cut)).isNull();
    }

    private static byte[] noise() {
        byte[] noise = new byte[1000];
        new Random(3).nextBytes(noise);
        return noise;
    }

    @ParameterizedTest
    @CsvSource({"zTXt, key", "iTXt, 'key\0\1\0\0'"})
    void refusesTextsThatAreTooManyTogether(String name, String start) {
        byte[] chunk = chunk(
                name, latin(start + "\0"), name.equals("zTXt") ? new byte[1] : new byte[0], deflated(ones(MEBIBYTE)));
        byte[][] most = new byte[64][];
        Arrays.fill(most, chunk);
        assertThat(before(RGB, most)).isNull();
        byte[][] more = new byte[65][];
        Arrays.fill(more, chunk);
        assertThat(before(RGB, more).code()).isEqualTo(RejectCode.TOO_LARGE);
        assertThat(behind(RGB, more))
                .hasMessage("the texts of the PNG file have more than 67108864 bytes, Pillow's MAX_TEXT_MEMORY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iCCP | p_1     | the PNG chunk iCCP has compression method 1
            iCCP | profile | the PNG chunk iCCP has compression method 112
            iCCP | p_      | the PNG chunk iCCP ends before its profile
            iCCP | ''      | the PNG chunk iCCP ends before its profile
            zTXt | k_1     | the PNG chunk zTXt has compression method 1
            """)
    void refusesAnUnknownCompression(String name, String data, String message) {
        byte[] chunk = chunk(name, latin(data.replace('_', '\0').replace('1', '\1')));
        assertThat(before(RGB, chunk)).hasMessage(message);
        assertThat(behind(RGB, chunk).code()).isEqualTo(RejectCode.CORRUPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key\0\1\1\0\0", "\0\0\0\0\0text", "key\0\0\1\0\0text", "key\0\0\0\u00FF\0\0text", "key"})
    void takesInternationalTextsThatPillowPassesOver(String data) {
        assertThat(before(RGB, chunk("iTXt", latin(data), deflated(ones(MEBIBYTE + 1)))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 'the PNG animation has part 1 where part 0 belongs'",
        "0, 1, 'a frame of the PNG animation reaches beyond the image'"
    })
    void refusesAnimationsThatDoNotFit(int part, int left, String message) {
        ByteBuffer header = ByteBuffer.wrap(RGB, 16, 8);
        byte[] frame = frame(part, header.getInt(), header.getInt(), left, 0);
        assertThat(before(RGB, frame)).hasMessage(message);
        assertThat(behind(RGB, frame)).hasMessage(message);
        byte[] animation = chunk("acTL", numbers(2, 0));
        // Of an animation, Pillow does not read the frame that it does not show.
        assertThat(outcome(withBefore(animation), find(withBefore(animation), "IEND"), frame))
                .isNull();
    }

    private static byte[] withBefore(byte[] chunk) {
        int position = find(RGB, "IDAT");
        return ByteBuffer.allocate(RGB.length + chunk.length)
                .put(RGB, 0, position)
                .put(chunk)
                .put(RGB, position, RGB.length - position)
                .array();
    }

    @ParameterizedTest
    @CsvSource({"0, 'the PNG animation has data of a frame before any frame'"})
    void refusesFrameDataWithoutAFrame(int part, String message) {
        byte[] data = chunk("fdAT", numbers(part));
        assertThat(before(RGB, data)).hasMessage(message);
        assertThat(behind(RGB, data)).hasMessage(message);
        ByteBuffer header = ByteBuffer.wrap(RGB, 16, 8);
        byte[] frame = frame(0, header.getInt(), header.getInt(), 0, 0);
        assertThat(behind(RGB, frame, chunk("fdAT", numbers(1)))).isNull();
        assertThat(behind(RGB, frame, chunk("fdAT", numbers(5))))
                .hasMessage("the PNG animation has part 5 where part 1 belongs");
    }
}
