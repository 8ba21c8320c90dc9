package dev.marquetry.show;

import dev.marquetry.dataset.DataFile;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * A data file and the folder that its name is below: {@code data/}, or where a run keeps it until it publishes.
 *
 * @param folder the folder
 * @param file the file, its name as it is below the folder: {@code label=cat/part-00000.parquet}
 */
public record LocatedFile(Path folder, DataFile file) {
    /** Returns the files of one folder. */
    public static List<LocatedFile> in(Path folder, List<DataFile> files) {
        return files.stream().map(file -> new LocatedFile(folder, file)).toList();
    }

    /** Returns where the file is. */
    public Path path() {
        // Not as a child: a name may have a colon, which there stands for a scheme.
        return new Path(folder + "/" + file.name());
    }
}
