package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomAccessTest {
    private static final int ROWS = 300;
    private static final int VALUES = 64 * 64 * 3;
    private static final TensorColumn COLUMN =
            TensorColumn.ofShape(DType.FLOAT32, List.of("H", "W", "C"), List.of(64, 64, 3));

    @TempDir
    private Path folder;

    @Test
    void readsLittleMoreThanTheImageThatAPathAsksFor() throws IOException {
        TensorRows rows = write();
        Configuration configuration = FileWriting.configuration();
        long before = bytesRead();
        List<Group> found = new ArrayList<>();
        FilterPredicate predicate =
                FilterApi.eq(FilterApi.binaryColumn("path"), Binary.fromString(TensorRows.path(217)));
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), path())
                .withConf(configuration)
                .withFilter(FilterCompat.get(predicate))
                .build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                found.add(group);
            }
        }
        long read = bytesRead() - before;
        assertThat(found).hasSize(1);
        Group list = found.get(0).getGroup("image", 0);
        assertThat(list.getFieldRepetitionCount(0)).isEqualTo(VALUES);
        assertThat(list.getGroup(0, 5).getFloat(0, 0)).isEqualTo((float) rows.values(217)[5]);
        // Pages hold as many rows as fit 256 KiB, five here; the rest are indexes and the footer.
        assertThat(read).isBetween((long) VALUES * Float.BYTES, 8L * VALUES * Float.BYTES);
        assertThat(Files.size(file())).isGreaterThan(40 * read);
    }

    @Test
    void putsEachImageIntoAPageOfItsOwn() throws IOException {
        write();
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(path(), FileWriting.configuration()))) {
            long rows = 0;
            for (BlockMetaData block : reader.getRowGroups()) {
                ColumnChunkMetaData image = block.getColumns().get(1);
                OffsetIndex offsets = reader.readOffsetIndex(image);
                assertThat((long) offsets.getPageCount()).isEqualTo(block.getRowCount());
                for (int page = 0; page < offsets.getPageCount(); page++) {
                    assertThat(offsets.getFirstRowIndex(page)).isEqualTo(page);
                }
                assertThat(reader.readColumnIndex(image)).isNull();
                assertThat(reader.readColumnIndex(block.getColumns().get(0))).isNotNull();
                assertThat(block.getRowCount() * VALUES * Float.BYTES).isLessThanOrEqualTo(4 << 20);
                rows += block.getRowCount();
            }
            assertThat(rows).isEqualTo(ROWS);
        }
    }

    private TensorRows write() throws IOException {
        TensorRows rows = TensorRows.random(COLUMN, ROWS, 1);
        FileWriting.write(
                file(), rows, CompressionCodecName.UNCOMPRESSED, FileWriting.lists(4 << 20, FloatEncoding.PLAIN));
        return rows;
    }

    private Path file() {
        return folder.resolve("file.parquet");
    }

    private org.apache.hadoop.fs.Path path() {
        return new org.apache.hadoop.fs.Path(file().toUri());
    }

    private static long bytesRead() {
        return FileSystem.getGlobalStorageStatistics().get("file").getLong("bytesRead");
    }
}
