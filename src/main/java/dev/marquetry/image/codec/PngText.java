package dev.marquetry.image.codec;

import dev.marquetry.options.RejectException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Measures the texts and profiles of a PNG file as Pillow does, and refuses what it refuses. */
final class PngText {
    /** Pillow's {@code MAX_TEXT_CHUNK}: what one text or profile may unpack to. */
    static final int LONGEST = 1 << 20;

    private static final int STEP = 1 << 13;
    private static final int DEFLATE = 0;

    private final FileBytes file;

    PngText(FileBytes file) {
        this.file = file;
    }

    /** Returns the length of a text, 0 where it has no keyword. */
    int plain(int offset, int length) {
        int end = zero(offset, offset + length);
        return end == offset ? 0 : Math.max(0, offset + length - end - 1);
    }

    /** Returns the length of a compressed text, 0 where it has no keyword or does not inflate. */
    int compressed(int offset, int length) throws RejectException {
        int end = offset + length;
        int keyword = zero(offset, end);
        if (keyword + 1 >= end) {
            return 0;
        }
        requireDeflate("zTXt", file.unsignedByte(keyword + 1));
        byte[] value = inflated(file, keyword + 2, end);
        return value == null || keyword == offset ? 0 : value.length;
    }

    /** Returns the characters of an international text, 0 where Pillow passes it over. */
    int international(int offset, int length) throws RejectException {
        int end = offset + length;
        int keyword = zero(offset, end);
        int language = zero(keyword + 3, end);
        int translation = zero(language + 1, end);
        if (translation >= end) {
            return 0;
        }
        byte[] value = null;
        int from = translation + 1;
        if (file.unsignedByte(keyword + 1) != 0) {
            value = file.unsignedByte(keyword + 2) == DEFLATE ? inflated(file, from, end) : null;
            if (value == null) {
                return 0;
            }
        }
        if (characters(file.data(), keyword + 3, language) < 0
                || characters(file.data(), language + 1, translation) < 0) {
            return 0;
        }
        int count = value == null ? characters(file.data(), from, end) : characters(value, 0, value.length);
        return Math.max(0, count);
    }

    /** Checks a colour profile. */
    void checkProfile(int offset, int length) throws RejectException {
        int end = offset + length;
        int name = zero(offset, end);
        // Pillow looks at the first byte where no name ends.
        int method = name == end ? offset : name + 1;
        if (method >= end) {
            throw Refusal.PNG_CHUNK.because("the PNG chunk iCCP ends before its profile");
        }
        requireDeflate("iCCP", file.unsignedByte(method));
        inflated(file, method + 1, end);
    }

    private static void requireDeflate(String name, int method) throws RejectException {
        if (method != DEFLATE) {
            throw Refusal.PNG_CHUNK.because("the PNG chunk " + name + " has compression method " + method);
        }
    }

    /** Returns the index of the next zero byte, or the end. */
    private int zero(int from, int end) {
        int at = from;
        while (at < end && file.data()[at] != 0) {
            at++;
        }
        return Math.min(at, end);
    }

    /** Returns how many characters the UTF-8 has, -1 where it is none. */
    private static int characters(byte[] data, int from, int end) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(data, from, end - from))
                    .toString();
            return text.codePointCount(0, text.length());
        } catch (CharacterCodingException exception) {
            return -1;
        }
    }

    /**
     * Returns what compressed data unpacks to, as far as it goes, or null where it is damaged.
     *
     * @throws RejectException if that is more than Pillow unpacks
     */
    static byte[] inflated(FileBytes file, int from, int end) throws RejectException {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        byte[] step = new byte[STEP];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(file.data(), from, end - from);
            int count;
            do {
                count = inflater.inflate(step);
                value.write(step, 0, count);
            } while (count > 0 && value.size() < LONGEST);
            if (value.size() == LONGEST && !inflater.finished() && inflater.getRemaining() > 0) {
                throw Refusal.PNG_TEXT.because("a text or profile of the PNG file unpacks to more than " + LONGEST
                        + " bytes, Pillow's MAX_TEXT_CHUNK");
            }
            return inflater.needsDictionary() ? null : value.toByteArray();
        } catch (DataFormatException exception) {
            return null;
        } finally {
            inflater.end();
        }
    }
}
