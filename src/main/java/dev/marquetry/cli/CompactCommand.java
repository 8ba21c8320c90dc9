package dev.marquetry.cli;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.SizeText;
import dev.marquetry.spark.DatasetCompaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Copies the small files of a dataset together. */
@Command(
        name = "compact",
        description = {
            "Copies the small files of a dataset together, partition by partition, as one commit. Arrays are copied as"
                    + " they are, compressed; no row changes. Updates do so too, where many small files have gathered."
        })
final class CompactCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The dataset's folder.")
    private String folder;

    @Option(
            names = "--file-size",
            paramLabel = "SIZE",
            converter = Size.class,
            description =
                    "Wanted size of a file, such as 256m; files below half of it are small. By default as the last run"
                            + " wrote them.")
    private Long fileSize;

    @Option(
            names = "--row-group-size",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "Most bytes of a row group as read, such as 32m. By default as the last run wrote them.")
    private Long rowGroupSize;

    @Mixin
    private TakeoverOption takeover = new TakeoverOption();

    @Mixin
    private MasterOption master = new MasterOption();

    @Spec
    private CommandSpec spec;

    /** Takes a number of bytes, with a unit or without. */
    static final class Size implements ITypeConverter<Long> {
        private static final long LEAST = 1 << 20;

        @Override
        public Long convert(String text) {
            return SizeText.bytes(text)
                    .filter(bytes -> bytes >= LEAST)
                    .orElseThrow(() -> new TypeConversionException("must be " + SizeText.rule(LEAST) + ": " + text));
        }
    }

    @Override
    public Integer call() {
        return Sessions.use(master.master(), Optional.empty(), this::compact);
    }

    private int compact(SparkSession spark) throws IOException {
        DatasetCompaction.Sizes sizes =
                new DatasetCompaction.Sizes(Optional.ofNullable(fileSize), Optional.ofNullable(rowGroupSize));
        Optional<CommitRecord> commit =
                takeover.write(policy -> DatasetCompaction.compact(spark, folder, sizes, policy));
        PrintWriter out = spec.commandLine().getOut();
        out.println(commit.map(CompactCommand::text).orElse("nothing to compact: " + folder));
        out.flush();
        return ExitCode.DONE;
    }

    private static String text(CommitRecord commit) {
        return Figures.count(commit.data().removed().size()) + " files became "
                + Figures.count(commit.data().added().size()) + "; the dataset has "
                + Figures.count(commit.data().files().size()) + " in commit " + commit.commit();
    }
}
