package dev.marquetry.image.codec;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The entries of the first image file directory of a TIFF file or of an EXIF block.
 *
 * <p>Entries of unknown type are skipped. At the first entry that lies outside the data, or whose values do, reading
 * ends, with what was read so far: just as in Pillow. Of a TIFF file that is not enough, because the entry that is
 * missing may be what changes the pixels.
 */
final class TiffDirectory {
    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int[] TYPE_SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8};

    private final ByteBuffer data;
    private final Map<Integer, Entry> entries = new HashMap<>();
    private boolean whole;

    /** Where the values of one tag stand. */
    private record Entry(int type, int count, int offset) {}

    private TiffDirectory(ByteBuffer data) {
        this.data = data;
    }

    /** Reads the directory that the TIFF header at the start of the bytes points to. */
    static TiffDirectory read(byte[] bytes, int offset, int length) throws RejectException {
        ByteBuffer data = ByteBuffer.wrap(bytes, offset, length).slice();
        if (length < HEADER) {
            throw new RejectException(RejectCode.TRUNCATED, "the TIFF header has " + length + " of 8 bytes");
        }
        int order = data.getShort(0);
        if (order != 0x4949 && order != 0x4D4D) {
            throw new RejectException(RejectCode.CORRUPT, "the EXIF or TIFF data has no byte order");
        }
        data.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (data.getShort(2) != 42) {
            throw new RejectException(RejectCode.CORRUPT, "the EXIF or TIFF data has no TIFF header");
        }
        TiffDirectory directory = new TiffDirectory(data);
        directory.readEntries(Integer.toUnsignedLong(data.getInt(4)));
        return directory;
    }

    /** Checks that no entry is missing. */
    TiffDirectory requireWhole() throws RejectException {
        if (!whole) {
            throw Refusal.TIFF_DIRECTORY.because("the TIFF file ends within its directory or before its values");
        }
        return this;
    }

    private void readEntries(long start) {
        if (start + 2 > data.limit()) {
            return;
        }
        int count = data.getShort((int) start) & 0xFFFF;
        for (int i = 0; i < count; i++) {
            long position = start + 2 + (long) ENTRY * i;
            if (position + ENTRY > data.limit() || !readEntry((int) position)) {
                return;
            }
        }
        whole = true;
    }

    private boolean readEntry(int position) {
        int type = data.getShort(position + 2) & 0xFFFF;
        int unit = type < TYPE_SIZES.length ? TYPE_SIZES[type] : 0;
        long count = Integer.toUnsignedLong(data.getInt(position + 4));
        long size = count * unit;
        if (size == 0) {
            return true;
        }
        long offset = size <= 4 ? position + 8L : Integer.toUnsignedLong(data.getInt(position + 8));
        if (offset + size > data.limit()) {
            return false;
        }
        entries.put(data.getShort(position) & 0xFFFF, new Entry(type, Math.toIntExact(count), (int) offset));
        return true;
    }

    ByteOrder order() {
        return data.order();
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** Returns how many values the tag has, 0 if it is absent. */
    int count(int tag) {
        Entry entry = entries.get(tag);
        return entry == null ? 0 : entry.count();
    }

    /** Returns one unsigned whole number, or the fallback where the tag is absent. */
    long number(int tag, long fallback) throws RejectException {
        return has(tag) ? number(tag, 0, "tag " + tag) : fallback;
    }

    /** Returns the value at an index as an unsigned whole number. */
    long number(int tag, int index, String what) throws RejectException {
        Entry entry = entries.get(tag);
        if (entry == null || index >= entry.count()) {
            throw new RejectException(RejectCode.CORRUPT, "the TIFF file lacks " + what);
        }
        return switch (entry.type()) {
            case 3 -> data.getShort(entry.offset() + 2 * index) & 0xFFFF;
            case 4, 13 -> Integer.toUnsignedLong(data.getInt(entry.offset() + 4 * index));
            default ->
                throw new RejectException(
                        RejectCode.CORRUPT, "the TIFF file states " + what + " as values of type " + entry.type());
        };
    }

    /** Returns the first value if it is a whole number of whatever numeric type, else the fallback. */
    int wholeNumber(int tag, int fallback) {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return fallback;
        }
        int offset = entry.offset();
        double value = switch (entry.type()) {
            case 3 -> data.getShort(offset) & 0xFFFF;
            case 4, 13 -> Integer.toUnsignedLong(data.getInt(offset));
            case 5 -> ratio(Integer.toUnsignedLong(data.getInt(offset)), data.getInt(offset + 4) & 0xFFFFFFFFL);
            case 6 -> data.get(offset);
            case 8 -> data.getShort(offset);
            case 9 -> data.getInt(offset);
            case 10 -> ratio(data.getInt(offset), data.getInt(offset + 4));
            case 11 -> data.getFloat(offset);
            case 12 -> data.getDouble(offset);
            case 16 -> data.getLong(offset);
            default -> fallback;
        };
        return value == Math.rint(value) && Math.abs(value) < 1 << 16 ? (int) value : fallback;
    }

    private static double ratio(long numerator, long denominator) {
        return (double) numerator / denominator;
    }

    /** Returns the bytes of a tag as Latin-1 text, or null where the tag is absent. */
    String text(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return null;
        }
        byte[] bytes = new byte[entry.count() * TYPE_SIZES[entry.type()]];
        data.get(entry.offset(), bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
