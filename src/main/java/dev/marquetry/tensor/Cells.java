package dev.marquetry.tensor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Parts the values of a batch into those of its images. */
final class Cells {
    private Cells() {}

    static List<byte[]> split(ByteBuffer values, int images) {
        int size = values.remaining() / images;
        List<byte[]> cells = new ArrayList<>(images);
        for (int index = 0; index < images; index++) {
            byte[] cell = new byte[size];
            values.get(cell);
            cells.add(cell);
        }
        return cells;
    }
}
