package dev.marquetry.report;

import dev.marquetry.image.codec.ImageEncoder;
import java.util.Base64;

/** A picture as a page holds it. */
final class EncodedPicture {
    private final String type;
    private final byte[] bytes;

    private EncodedPicture(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Returns the picture as PNG, sample for sample. */
    static EncodedPicture png(ShownPicture picture) {
        return new EncodedPicture(
                "image/png",
                ImageEncoder.png(picture.height(), picture.width(), picture.channels(), picture.samples()));
    }

    /** Returns the picture as JPEG, of a quality in percent. */
    static EncodedPicture jpeg(ShownPicture picture, int quality) {
        return new EncodedPicture(
                "image/jpeg",
                ImageEncoder.jpeg(picture.height(), picture.width(), picture.channels(), picture.samples(), quality));
    }

    /** Returns the number of its bytes, before they are written in Base64. */
    int length() {
        return bytes.length;
    }

    /** Returns the URI that holds the picture itself. */
    String uri() {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
