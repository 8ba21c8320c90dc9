package dev.marquetry.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.Path;

/**
 * A glob in Hadoop's spelling, of which the folders are looked up.
 *
 * <p>Hadoop's own lookup takes no name with a colon, and holds every file that matches. Here the files that the last
 * name matches are left to whoever lists the folders.
 */
final class InputGlob {
    private final FileSystem fileSystem;

    InputGlob(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    /**
     * Returns what is to be listed: folders with the last name's pattern, or what a last name without a wildcard names.
     *
     * @param glob a qualified path
     * @throws IOException if the file system cannot be asked
     * @throws IllegalArgumentException if it is no glob
     */
    List<Branch> branches(Path glob) throws IOException {
        List<Branch> branches = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String root = new Path(glob, "/").toString();
        for (String expanded : GlobExpander.expand(glob.toUri().getPath())) {
            List<String> names = List.of(expanded.substring(1).split("/", -1));
            List<String> folders = List.of(root.endsWith("/") ? root.substring(0, root.length() - 1) : root);
            for (String name : names.subList(0, names.size() - 1)) {
                folders = matchingFolders(folders, name);
            }
            String last = names.get(names.size() - 1);
            for (String folder : folders) {
                if (!NamePattern.of(last).hasWildcard()) {
                    literal(folder + '/' + unescaped(last))
                            .filter(branch -> seen.add(branch.path()))
                            .ifPresent(branches::add);
                } else if (seen.add(folder + '/' + last)) {
                    branches.add(Branch.matches(folder, last));
                }
            }
        }
        return branches;
    }

    private List<String> matchingFolders(List<String> folders, String name) throws IOException {
        NamePattern pattern = NamePattern.of(name);
        List<String> matching = new ArrayList<>();
        for (String folder : folders) {
            if (!pattern.hasWildcard()) {
                matching.add(folder + '/' + unescaped(name));
                continue;
            }
            for (String found : Subfolders.of(fileSystem, new Path(folder))) {
                if (pattern.matches(found) && !pattern.hides(found)) {
                    matching.add(folder + '/' + found);
                }
            }
        }
        return matching;
    }

    private Optional<Branch> literal(String path) throws IOException {
        try {
            FileStatus status = fileSystem.getFileStatus(new Path(path));
            return Optional.of(Branch.of(status.isDirectory() ? Branch.Kind.TREE : Branch.Kind.FILE, path));
        } catch (FileNotFoundException missing) {
            return Optional.empty();
        }
    }

    private static String unescaped(String name) {
        return name.replaceAll("\\\\(.)", "$1");
    }
}
