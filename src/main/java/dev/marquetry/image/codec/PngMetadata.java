package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Finds the orientation of a PNG file: in its EXIF chunk, in ImageMagick's raw profile, in its XMP text. */
final class PngMetadata {
    private static final String XMP = "XML:com.adobe.xmp";
    private static final String RAW_PROFILE = "Raw profile type exif";

    private final FileBytes file;
    private final Exif exif = new Exif();
    private String rawProfile;

    private PngMetadata(FileBytes file) {
        this.file = file;
    }

    /** Reads the chunks in front of and behind the image data, until the end or the next frame. */
    static int orientation(FileBytes file) throws RejectException {
        PngMetadata metadata = new PngMetadata(file);
        metadata.walk();
        if (!metadata.exif.hasBlock() && metadata.rawProfile != null) {
            metadata.addRawProfile();
        }
        return metadata.exif.orientation();
    }

    private void walk() throws RejectException {
        int position = 8;
        boolean dataSeen = false;
        while (position + 12L <= file.length()) {
            int length = PngHeader.chunkLength(file, position);
            String name = file.text(position + 4, 4);
            if (name.equals("IEND") || (name.equals("fcTL") && dataSeen) || position + 8L + length > file.length()) {
                return;
            }
            dataSeen |= name.equals("IDAT");
            chunk(name, position + 8, length);
            position += length + 12;
        }
    }

    private void chunk(String name, int offset, int length) throws RejectException {
        switch (name) {
            case "eXIf" -> exif.setBlock(file.data(), offset, length);
            case "tEXt" -> {
                String text = file.text(offset, length);
                int end = text.indexOf('\0');
                if (end > 0) {
                    text(text.substring(0, end), text.substring(end + 1));
                }
            }
            case "zTXt" -> {
                String text = file.text(offset, length);
                int end = text.indexOf('\0');
                if (end > 0 && end + 2 <= length) {
                    String value = inflated(offset + end + 2, length - end - 2);
                    text(text.substring(0, end), value == null ? "" : value);
                }
            }
            case "iTXt" -> internationalText(offset, length);
            default -> {
                // No other chunk states an orientation.
            }
        }
    }

    private void internationalText(int offset, int length) throws RejectException {
        String text = file.text(offset, length);
        int keyword = text.indexOf('\0');
        int language = text.indexOf('\0', keyword + 3);
        int translation = text.indexOf('\0', language + 1);
        if (keyword < 1 || language < 0 || translation < 0) {
            return;
        }
        String value = text.substring(translation + 1);
        if (text.charAt(keyword + 1) != 0) {
            value = text.charAt(keyword + 2) == 0 ? inflated(offset + translation + 1, value.length()) : null;
        }
        if (value != null && text.startsWith(XMP) && keyword == XMP.length()) {
            exif.setXmp(value);
        }
    }

    private void text(String keyword, String value) {
        if (keyword.equals(XMP)) {
            exif.setXmp(value);
        } else if (keyword.equals(RAW_PROFILE)) {
            rawProfile = value;
        }
    }

    /** The profile is hexadecimal text behind three lines: an empty one, its name, its length. */
    private void addRawProfile() throws RejectException {
        String[] lines = rawProfile.split("\n", -1);
        StringBuilder digits = new StringBuilder();
        for (int i = 3; i < lines.length; i++) {
            digits.append(lines[i].strip());
        }
        try {
            byte[] block = HexFormat.of().parseHex(digits.toString().toLowerCase(Locale.ROOT));
            exif.setBlock(block, 0, block.length);
        } catch (IllegalArgumentException exception) {
            throw new RejectException(
                    RejectCode.CORRUPT, "the raw EXIF profile of the PNG file is no hexadecimal", exception);
        }
    }

    /** Returns what compressed data unpacks to, or null where it is damaged. */
    private String inflated(int offset, int length) throws RejectException {
        byte[] value = PngText.inflated(file, offset, offset + length);
        return value == null ? null : new String(value, StandardCharsets.ISO_8859_1);
    }
}
