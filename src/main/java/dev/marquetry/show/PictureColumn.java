package dev.marquetry.show;

import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.UserException;
import dev.marquetry.parquet.PixelScaling;
import dev.marquetry.parquet.StoredRow;
import dev.marquetry.parquet.StoredRows;
import dev.marquetry.parquet.StoredTensor;
import dev.marquetry.report.ContactSheet;
import dev.marquetry.report.PictureReduction;
import dev.marquetry.report.ShownPicture;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The column of a file that holds images, and how its tensors become pictures. Immutable.
 *
 * @param name the column's name
 * @param scaling how pixels became values
 * @param pathColumn the column of paths
 */
record PictureColumn(String name, PixelScaling scaling, String pathColumn) {
    private static final Set<Integer> CHANNELS = Set.of(1, 3);
    private static final Set<List<String>> DIMENSIONS = Set.of(List.of("H", "W", "C"), List.of("C", "H", "W"));

    /**
     * Returns the first column of images, or nothing where there are only tensors of other kinds.
     *
     * @param rows of a file
     * @param named the column to take, or nothing for the first one
     * @throws UserException if it has no column of that name, or one without images
     */
    static Optional<PictureColumn> of(StoredRows rows, Optional<String> named) {
        String path = rows.pathColumn().orElse(OutputOptions.DEFAULT_PATH_COLUMN);
        if (named.isPresent() && !isPicture(rows, named.get())) {
            throw refused(rows, named.get());
        }
        return named.or(() -> rows.tensors().keySet().stream()
                        .filter(name -> isPicture(rows, name))
                        .findFirst())
                .map(name -> new PictureColumn(name, scaling(rows, name).orElseThrow(), path));
    }

    private static boolean isPicture(StoredRows rows, String name) {
        TensorColumn column = rows.tensors().get(name);
        if (column == null
                || rows.ofModels().contains(name)
                || !DIMENSIONS.contains(column.dimensions())
                || (column.shape().isEmpty() && column.shapeColumns().isEmpty())) {
            return false;
        }
        Optional<Integer> channels = column.shape().map(shape -> shape.get(column.channelsFirst() ? 0 : 2));
        return channels.map(CHANNELS::contains).orElse(true)
                && scaling(rows, name)
                        .filter(scaling -> channels.map(scaling::fits).orElse(true))
                        .isPresent();
    }

    /** Bytes are pixels, where nothing else is said. */
    private static Optional<PixelScaling> scaling(StoredRows rows, String name) {
        return rows.scaling().or(() -> switch (rows.tensors().get(name).dtype()) {
            case UINT8 -> Optional.of(new PixelScaling(1, List.of(), List.of()));
            case FLOAT16, FLOAT32, FLOAT64, INT32, INT64 -> Optional.empty();
        });
    }

    private static UserException refused(StoredRows rows, String name) {
        boolean isTensor = rows.tensors().containsKey(name);
        return new UserException(
                UserException.Kind.USAGE,
                isTensor ? "the column " + name + " has no pictures" : "there is no tensor column " + name,
                "the tensor columns are " + described(rows),
                "name one with the dimensions H, W and C that no model gave, or none");
    }

    /** Returns the tensor columns of a file in words. */
    static String described(StoredRows rows) {
        return rows.tensors().entrySet().stream()
                .map(tensor -> tensor.getKey() + " (" + tensor.getValue()
                        + (rows.ofModels().contains(tensor.getKey()) ? ", of a model)" : ")"))
                .collect(Collectors.joining(", "));
    }

    /**
     * Makes the picture of a row, not larger than a contact sheet has it.
     *
     * @param row its tensor, not yet read
     * @param partitions the values that stand in the file's path
     * @throws IllegalArgumentException if it has other than one or three channels
     */
    ShownPicture picture(StoredRow row, Map<String, String> partitions) {
        StoredTensor tensor = row.tensor();
        boolean channelsFirst = tensor.column().channelsFirst();
        List<Integer> shape = tensor.shape();
        int channels = shape.get(channelsFirst ? 0 : 2);
        int height = shape.get(channelsFirst ? 1 : 0);
        int width = shape.get(channelsFirst ? 2 : 1);
        if (!CHANNELS.contains(channels) || !scaling.fits(channels)) {
            throw new IllegalArgumentException("a picture of " + channels + " channels");
        }
        PictureReduction picture = new PictureReduction(
                height, width, channels, PictureReduction.factor(height, width, ContactSheet.LARGEST));
        Lines lines = lines(tensor);
        if (channelsFirst) {
            byte[] line = new byte[width];
            for (int channel = 0; channel < channels; channel++) {
                for (int y = 0; y < height; y++) {
                    lines.read(line, channel, 1);
                    picture.addRow(y, channel, line);
                }
            }
        } else {
            byte[] line = new byte[width * channels];
            for (int y = 0; y < height; y++) {
                lines.read(line, 0, channels);
                picture.addRow(y, line);
            }
        }
        return picture.picture(row.texts().getOrDefault(pathColumn, ""), carried(row, partitions));
    }

    /** Gives the samples of a tensor, in its order. */
    @FunctionalInterface
    private interface Lines {
        /**
         * Fills a line with the next samples.
         *
         * @param line of whole pixels
         * @param channel of the first of them
         * @param channels that take turns
         */
        void read(byte[] line, int channel, int channels);
    }

    private Lines lines(StoredTensor tensor) {
        Optional<ByteBuffer> bytes = tensor.bytes();
        if (scaling.isNone() && bytes.isPresent()) {
            return (line, channel, channels) -> bytes.get().get(line);
        }
        return (line, channel, channels) -> {
            for (int at = 0; at < line.length; at++) {
                line[at] = (byte) scaling.sample(tensor.next(), channel + at % channels);
            }
        };
    }

    private Map<String, String> carried(StoredRow row, Map<String, String> partitions) {
        Map<String, String> carried = new LinkedHashMap<>(row.texts());
        carried.keySet().removeAll(OutputOptions.OWN_COLUMNS);
        carried.remove(pathColumn);
        carried.putAll(partitions);
        return carried;
    }
}
