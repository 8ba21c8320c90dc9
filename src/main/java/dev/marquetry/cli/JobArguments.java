package dev.marquetry.cli;

import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsReader;
import dev.marquetry.options.JobSettings;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code run} and {@code plan} are told. */
final class JobArguments {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            arity = "0..*",
            paramLabel = "JOB.yaml | PICTURES OUTPUT",
            hideParamSyntax = true,
            description = "A job file, a local one; or a folder or glob of images, or a manifest, and the folder of the"
                    + " dataset.")
    private List<String> places = new ArrayList<>();

    @Mixin
    private JobFlags flags = new JobFlags();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option over all else; [a, b] is a list. The last one of a key counts.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--save",
            paramLabel = "FILE.yaml",
            description = "Writes the job file that all this amounts to, a new one, and goes on.")
    private Path saved;

    @Mixin
    private MasterOption master = new MasterOption();

    /** Returns the options, and saves them where that was asked for. */
    JobOptions options() {
        JobSettings said = new JobSettings();
        flags.addTo(said);
        settings.forEach(said::set);
        Optional<Path> file = Optional.empty();
        switch (places.size()) {
            case 0 -> {
                if (said.isEmpty()) {
                    throw new ParameterException(
                            command.commandLine(), "name a job file, or a folder of pictures and one for the dataset");
                }
            }
            case 1 -> file = Optional.of(jobFile(places.get(0)));
            case 2 -> said.places(places.get(0), places.get(1));
            default ->
                throw new ParameterException(
                        command.commandLine(),
                        places.size() + " paths are too many: give a job file, or PICTURES and OUTPUT; a glob stands in"
                                + " quotes, or the shell puts the names in its place");
        }
        JobOptionsReader.Read read = JobOptionsReader.read(file, said);
        if (saved != null) {
            save(read.text().get());
        }
        return read.options();
    }

    /** A folder is no job file: the second path was forgotten. */
    private static Path jobFile(String name) {
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    name + " is a folder, not a job file",
                    "one path alone is that of a job file",
                    "name the folder of the dataset after it, such as: run " + name + " output --size 224");
        }
        return file;
    }

    private void save(String text) {
        try {
            Files.write(saved, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            throw unsaved("there is a file of this name", "give another name", there);
        } catch (IOException failure) {
            throw unsaved(WriteFaults.cause(failure), "name a file in a folder that can be written to", failure);
        }
    }

    private UserException unsaved(String cause, String cure, IOException failure) {
        return new UserException(
                UserException.Kind.USAGE, "the job file cannot be written: " + saved, cause, cure, failure);
    }

    Optional<String> master() {
        return master.master();
    }
}
