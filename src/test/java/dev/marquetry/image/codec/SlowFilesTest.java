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
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Small files that would be decoded for minutes are refused by what their headers say. */
class SlowFilesTest {
    private static final byte[] PROGRESSIVE = GoldenFiles.bytes("jpeg/progressive.jpg");

    private static ImageDecoder decoder(long maxScanPixels) {
        return new ImageDecoder(
                new ImageOptions(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, Resize.NONE)
                        .withMaxScanPixels(maxScanPixels));
    }

    private static RejectException refusal(long maxScanPixels, byte[] file) {
        try (ImageDecoder decoder = decoder(maxScanPixels)) {
            return catchThrowableOfType(RejectException.class, () -> decoder.decode(file, file.length));
        }
    }

    /** Repeats the last scan of a JPEG file. */
    private static byte[] repeatingTheLastScan(byte[] jpeg, int times) {
        int scan = jpeg.length - 2;
        while ((jpeg[scan] & 0xFF) != 0xFF || (jpeg[scan + 1] & 0xFF) != 0xDA) {
            scan--;
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < times; i++) {
            file.write(jpeg, scan, jpeg.length - 2 - scan);
        }
        file.write(0xFF);
        file.write(0xD9);
        return file.toByteArray();
    }

    private static JpegHeader header(byte[] jpeg) throws RejectException {
        return JpegHeader.read(new FileBytes(jpeg, jpeg.length));
    }

    @Test
    void countsTheScansOfAJpegFile() throws RejectException {
        int scans = header(PROGRESSIVE).scans();
        assertThat(scans).isGreaterThan(5);
        assertThat(header(repeatingTheLastScan(PROGRESSIVE, 40)).scans()).isEqualTo(scans + 40);
        assertThat(header(GoldenFiles.bytes("jpeg/restarts.jpg")).scans()).isOne();
        assertThat(header(GoldenFiles.bytes("jpeg/thumbnail.jpg")).scans()).isOne();
        assertThat(header(GoldenFiles.bytes("jpeg/two-pictures.jpg")).scans()).isOne();
    }

    @Test
    void countsScansBehindFillBytesAndNoStuffedOnes() throws RejectException {
        byte[] jpeg = PROGRESSIVE;
        byte[] filled = new byte[jpeg.length + 3];
        int end = jpeg.length - 2;
        System.arraycopy(jpeg, 0, filled, 0, end);
        Arrays.fill(filled, end, end + 3, (byte) 0xFF);
        System.arraycopy(jpeg, end, filled, end + 3, 2);
        assertThat(header(repeatingTheLastScan(filled, 1)).scans())
                .isEqualTo(header(PROGRESSIVE).scans() + 1);
    }

    @Test
    void refusesASecondScanOfAnImageThatHasOne() {
        // OpenCV overlooks the error of libjpeg, and what stands in the place of missing rows; Pillow does not.
        byte[] file = repeatingTheLastScan(GoldenFiles.bytes("jpeg/photo.jpg"), 1);
        RejectException refusal = refusal(Long.MAX_VALUE, file);
        assertThat(refusal.code()).isEqualTo(RejectCode.CORRUPT);
        assertThat(refusal).hasMessage("the JPEG file has a second scan, and its first one is the whole image");
    }

    @Test
    void refusesAMarkerThatPillowDoesNotKnowInFrontOfTheScans() {
        byte[] jpeg = GoldenFiles.bytes("jpeg/photo.jpg");
        byte[] file = new byte[jpeg.length + 2];
        file[0] = jpeg[0];
        file[1] = jpeg[1];
        file[2] = (byte) 0xFF;
        file[3] = 1;
        System.arraycopy(jpeg, 2, file, 4, jpeg.length - 2);
        assertThat(refusal(Long.MAX_VALUE, file)).hasMessage("JPEG marker FF01 at byte 2");
    }

    @Test
    void refusesAJpegFileByItsPixelsTimesItsScans() throws RejectException {
        byte[] file = repeatingTheLastScan(PROGRESSIVE, 1000);
        JpegHeader header = header(file);
        long work = (long) header.width() * header.height() * header.scans();
        RejectException refusal = refusal(work - 1, file);
        assertThat(refusal.code()).isEqualTo(RejectCode.TOO_SLOW);
        assertThat(refusal)
                .hasMessage("the JPEG file has " + header.width() + " x " + header.height() + " pixels in "
                        + header.scans() + " scans, " + work + " in all, and the limit is " + (work - 1)
                        + ": save the image anew, or raise image.max-scan-pixels");
        try (ImageDecoder decoder = decoder(work)) {
            assertThat(decoder.decode(file, file.length).pixels().width()).isEqualTo(header.width());
        }
    }

    @Test
    void refusesAnInkedJpegFileAsWell() throws RejectException {
        byte[] file = repeatingTheLastScan(GoldenFiles.bytes("jpeg/ycck-422-progressive.jpg"), 300);
        assertThat(refusal(10_000, file).code()).isEqualTo(RejectCode.TOO_SLOW);
    }

    @Test
    void refusesTilesThatReachFarBeyondTheImage() {
        byte[] file = tiff(100, 1, new int[] {322, 1, 323, 1_000_000}, 324, 325, 100, 4);
        RejectException refusal = refusal(99_999_999, file);
        assertThat(refusal.code()).isEqualTo(RejectCode.TOO_SLOW);
        assertThat(refusal)
                .hasMessageStartingWith(
                        "the TIFF file has 100 tiles of 1 x 1000000 pixels, 100000000 in all, and the limit");
    }

    @Test
    void refusesStripsThatShareManyBytes() throws RejectException {
        byte[] file = tiff(1, 100, new int[] {278, 1}, 273, 279, 100, 1000);
        RejectException refusal = refusal(99_999, file);
        assertThat(refusal.code()).isEqualTo(RejectCode.TOO_SLOW);
        assertThat(refusal)
                .hasMessageStartingWith("the TIFF file has 100 strips that share their bytes, 100000 in all, and");
        try (ImageDecoder decoder = decoder(100_000)) {
            assertThat(decoder.decode(file, file.length).pixels().data()).containsOnly(255 - 7);
        }
    }

    /** Makes a TIFF file of PackBits whose blocks all have the same bytes, most of which mean nothing. */
    private static byte[] tiff(
            int width, int height, int[] shape, int offsetsTag, int countsTag, int blocks, int count) {
        int entries = 6 + shape.length / 2;
        int offsets = 8 + 2 + 12 * entries + 4;
        int counts = offsets + 4 * blocks;
        int data = counts + 4 * blocks;
        ByteBuffer file = ByteBuffer.allocate(data + count).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x2A4949).putInt(8).putShort((short) entries);
        entry(file, 256, 1, width);
        entry(file, 257, 1, height);
        entry(file, 258, 1, 8);
        entry(file, 259, 1, 32773);
        for (int i = 0; i < shape.length; i += 2) {
            entry(file, shape[i], 1, shape[i + 1]);
        }
        entry(file, offsetsTag, blocks, offsets);
        entry(file, countsTag, blocks, counts);
        file.putInt(0);
        for (int i = 0; i < blocks; i++) {
            file.putInt(data);
        }
        for (int i = 0; i < blocks; i++) {
            file.putInt(count);
        }
        Arrays.fill(file.array(), data, data + count, (byte) 0x80);
        file.put(data + count - 2, (byte) 0);
        file.put(data + count - 1, (byte) 7);
        // The photometric tag is left out: white is zero, as Pillow takes it.
        return file.array();
    }

    private static void entry(ByteBuffer file, int tag, int count, int value) {
        file.putShort((short) tag).putShort((short) 4).putInt(count).putInt(value);
    }
}
