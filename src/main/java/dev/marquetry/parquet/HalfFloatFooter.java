package dev.marquetry.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.apache.parquet.format.Util;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TField;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/**
 * Annotates half floats in a footer that parquet-java 1.13 wrote, which does not know the logical type FLOAT16.
 *
 * <p>Nothing else in these files is an unannotated FIXED_LEN_BYTE_ARRAY(2): Spark has fixed-length decimals only. Both
 * UUID, which 1.13 knows, and FLOAT16 are empty structs in the union of logical types, so one is written in place of
 * the other by its field number.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">parquet.thrift</a>
 */
final class HalfFloatFooter {
    /** The number of the logical type in the format. */
    static final short FLOAT16_FIELD = 15;

    private static final short UUID_FIELD = 14;
    private static final int MAGIC_BYTES = 4;

    private HalfFloatFooter() {}

    /**
     * Returns the end of a file with its half floats annotated.
     *
     * @param end the last bytes of the file, the whole footer among them
     */
    static byte[] annotate(byte[] end) throws IOException {
        int lengthAt = end.length - MAGIC_BYTES - Integer.BYTES;
        int length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(lengthAt);
        int start = lengthAt - length;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(end, start, length));
        for (SchemaElement element : footer.getSchema()) {
            if (isHalfFloat(element)) {
                element.setLogicalType(LogicalType.UUID(new UUIDType()));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(end, 0, start);
        try {
            footer.write(new HalfFloatProtocol(out));
        } catch (TException e) {
            throw new IOException("the footer cannot be written again", e);
        }
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(out.size() - start)
                .array());
        out.write(Arrays.copyOfRange(end, end.length - MAGIC_BYTES, end.length));
        return out.toByteArray();
    }

    static boolean isHalfFloat(SchemaElement element) {
        return element.getType() == Type.FIXED_LEN_BYTE_ARRAY
                && element.getType_length() == Short.BYTES
                && !element.isSetLogicalType()
                && !element.isSetConverted_type();
    }

    /** Writes FLOAT16 where the type says UUID. */
    private static final class HalfFloatProtocol extends TCompactProtocol {
        HalfFloatProtocol(ByteArrayOutputStream out) throws TException {
            super(new TIOStreamTransport(out));
        }

        @Override
        public void writeFieldBegin(TField field) throws TException {
            boolean uuid = field.id == UUID_FIELD && field.name.equals("UUID");
            super.writeFieldBegin(uuid ? new TField("FLOAT16", field.type, FLOAT16_FIELD) : field);
        }
    }
}
