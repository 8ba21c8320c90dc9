package dev.marquetry.source;

import dev.marquetry.options.UserException;
import dev.marquetry.source.PassedOver.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Says what a listing lists. Made on the driver, which looks one level deep into a few folders and never holds a file:
 * what is found there is as many branches as tasks can share.
 */
final class ListingPlan {
    /** So many folders keep all tasks busy without another look into them. */
    private static final int MANY = 64;

    private final FileSystem fileSystem;
    private final String root;
    private final List<Branch> branches = new ArrayList<>();
    private final CoveredFolders covered = new CoveredFolders();
    private final PassedOver.Tally tally = new PassedOver.Tally();

    private ListingPlan(FileSystem fileSystem, String root) {
        this.fileSystem = fileSystem;
        this.root = root;
    }

    /**
     * Looks at what an input names: a folder, a file, or what a glob matches.
     *
     * @param base the root that was asked for, if any
     * @throws IOException if the file system cannot be asked
     * @throws UserException if there is nothing, or it does not lie below the base
     */
    static ListingPlan of(String input, Optional<String> base, Configuration configuration) throws IOException {
        Path named = InputPaths.path(input, configuration);
        FileSystem fileSystem = named.getFileSystem(configuration);
        Path path = fileSystem.makeQualified(named);
        ListingPlan plan;
        List<Branch> wholes;
        try {
            FileStatus status = fileSystem.getFileStatus(path);
            Path root = status.isDirectory() ? path : path.getParent();
            plan = new ListingPlan(fileSystem, root(fileSystem, root, base));
            wholes = List.of(Branch.of(status.isDirectory() ? Branch.Kind.TREE : Branch.Kind.FILE, path.toString()));
        } catch (FileNotFoundException missing) {
            plan = new ListingPlan(fileSystem, root(fileSystem, InputPaths.globRoot(path), base));
            wholes = matches(fileSystem, path, input);
        }
        plan.add(wholes);
        return plan;
    }

    private static String root(FileSystem fileSystem, Path listed, Optional<String> base) {
        if (base.isEmpty()) {
            return listed.toString();
        }
        Path root = fileSystem.makeQualified(new Path(base.get()));
        for (Path above = listed; above != null; above = above.getParent()) {
            if (above.equals(root)) {
                return root.toString();
            }
        }
        throw new UserException(
                UserException.Kind.USAGE,
                "input.base is not above input.path: " + base.get(),
                "paths are relative to it, and " + listed + " does not lie below it",
                "leave input.base out, or name a folder that input.path lies in");
    }

    private static List<Branch> matches(FileSystem fileSystem, Path path, String input) throws IOException {
        List<Branch> matches;
        try {
            matches = NamePattern.isIn(path.toUri().getPath()) ? new InputGlob(fileSystem).branches(path) : List.of();
        } catch (IllegalArgumentException notAGlob) {
            throw InputPaths.notAPath(input, notAGlob);
        }
        if (matches.isEmpty()) {
            throw InputPaths.missing(input, path);
        }
        return matches;
    }

    private void add(List<Branch> wholes) throws IOException {
        boolean isLocal = Subfolders.isLocal(fileSystem);
        boolean few = wholes.size() < MANY;
        // A folder before those within it.
        List<Branch> ordered = new ArrayList<>(wholes);
        ordered.sort(Comparator.comparingInt(branch -> branch.path().length()));
        for (Branch branch : ordered) {
            java.nio.file.Path local = Subfolders.local(new Path(branch.path()));
            if (isLocal && branch.isDeep() && Files.isDirectory(local)) {
                java.nio.file.Path real = local.toRealPath();
                if (branch.kind() == Branch.Kind.MATCHES) {
                    covered.add(real, branch.patternText());
                } else if (covered.cover(real)) {
                    tally.add(Reason.LOOP);
                    continue;
                } else {
                    covered.add(real);
                }
            }
            branches.add(branch);
        }
        if (few) {
            List<Branch> deep = branches.stream().filter(Branch::isDeep).toList();
            branches.removeAll(deep);
            for (Branch branch : deep) {
                addOneLevel(branch, isLocal);
            }
        }
    }

    private void addOneLevel(Branch branch, boolean isLocal) throws IOException {
        branches.add(branch.filesOnly());
        NamePattern pattern = branch.pattern();
        for (String name : Subfolders.of(fileSystem, new Path(branch.path()))) {
            String path = branch.path() + (branch.path().endsWith("/") ? "" : "/") + name;
            if (pattern.matches(name) && !pattern.hides(name) && (!isLocal || isFirst(path))) {
                branches.add(Branch.of(Branch.Kind.TREE, path));
            }
        }
    }

    /** Returns whether no other branch lists a folder, which may be the end of a link. */
    private boolean isFirst(String path) throws IOException {
        java.nio.file.Path local = Subfolders.local(new Path(path));
        if (!Files.isSymbolicLink(local)) {
            return true;
        }
        java.nio.file.Path real = local.toRealPath();
        if (covered.cover(real)) {
            tally.add(Reason.LOOP);
            return false;
        }
        covered.add(real);
        return true;
    }

    /** Returns the folder that listed paths are told relative to. */
    String root() {
        return root;
    }

    /** Returns what is to be listed. */
    List<Branch> branches() {
        return branches;
    }

    /** Returns the local folders that are listed under their own names. */
    CoveredFolders covered() {
        return covered;
    }

    /** Returns what the driver passed over itself. */
    PassedOver passedOver() {
        return tally.total();
    }
}
