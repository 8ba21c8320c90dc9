package dev.marquetry.source;

import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The ways in which the paths of a manifest can spell its root: {@code /data}, {@code file:/data}, and so on. */
final class RootSpellings {
    private RootSpellings() {}

    /**
     * Returns what paths below a root may begin with, each with a slash at its end, the longest first.
     *
     * @param root the root as it was given
     */
    static List<String> of(String root, Configuration configuration) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(root);
        try {
            Path path = new Path(root);
            URI whole = path.getFileSystem(configuration).makeQualified(path).toUri();
            addOthers(whole, FileSystem.getDefaultUri(configuration), spellings);
        } catch (IOException | IllegalArgumentException unknown) {
            // Whoever opens the pictures says what is wrong with it.
        }
        return spellings.stream()
                .map(spelling -> spelling.endsWith("/") ? spelling : spelling + "/")
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static void addOthers(URI whole, URI usual, Set<String> spellings) {
        String folder = whole.getPath();
        boolean isUsual = Objects.equals(whole.getScheme(), usual.getScheme())
                && Objects.equals(whole.getAuthority(), usual.getAuthority());
        if (whole.getAuthority() != null) {
            spellings.add(whole.getScheme() + "://" + whole.getAuthority() + folder);
        }
        if (whole.getAuthority() == null || isUsual) {
            spellings.add(whole.getScheme() + ":" + folder);
            spellings.add(whole.getScheme() + "://" + folder);
        }
        if (isUsual) {
            spellings.add(folder);
        }
    }
}
