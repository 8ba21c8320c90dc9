package dev.marquetry.image.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Undoes the horizontal differencing that goes before some compressions of TIFF. */
final class TiffPredictor {
    private TiffPredictor() {}

    /** Adds up every row: each sample to that of the pixel to its left. */
    static void undo(byte[] data, int rows, int rowBytes, int samples, int bits, ByteOrder order) {
        ByteBuffer numbers = ByteBuffer.wrap(data).order(order);
        for (int y = 0; y < rows; y++) {
            int start = y * rowBytes;
            int end = start + rowBytes;
            switch (bits) {
                case 8 -> {
                    for (int i = start + samples; i < end; i++) {
                        data[i] += data[i - samples];
                    }
                }
                case 16 -> {
                    for (int i = start + 2 * samples; i < end; i += 2) {
                        numbers.putShort(i, (short) (numbers.getShort(i) + numbers.getShort(i - 2 * samples)));
                    }
                }
                default -> {
                    for (int i = start + 4 * samples; i < end; i += 4) {
                        numbers.putInt(i, numbers.getInt(i) + numbers.getInt(i - 4 * samples));
                    }
                }
            }
        }
    }
}
