package dev.marquetry.cli;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.UserException;
import dev.marquetry.parquet.RejectReason;
import dev.marquetry.report.ContactSheet;
import dev.marquetry.report.ShownPicture;
import dev.marquetry.show.DatasetPictures;
import dev.marquetry.show.LocatedFile;
import dev.marquetry.source.StorageFaults;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.publish.OutputCheck;
import dev.marquetry.spark.publish.SelectedRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Draws pictures of a dataset on one sheet, or lists why rows were rejected. */
@Command(
        name = "show",
        description = {
            "Draws pictures of a dataset, chosen at random, on one sheet: the arrays as they are stored, with scaling"
                    + " and statistics undone. Reads little more than the arrays it shows. Says so where there is"
                    + " nothing to show, and writes no file."
        })
final class ShowCommand implements Callable<Integer> {
    private static final int EXAMPLES = 3;

    @Parameters(paramLabel = "DIR", description = "The dataset's folder.")
    private String folder;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Count.class,
            description = "How many pictures at most, 1 to 1000 (default: 64).")
    private Integer count = 64;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Decides which: the same seed gives the same pictures (default: 0).")
    private long seed;

    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = "Of these rows alone: a condition of Spark's SQL over all columns but the arrays, such as"
                    + " \"label = 'cat' and width > 500\". Starts Spark.")
    private String where;

    @Option(
            names = "--column",
            paramLabel = "C",
            description = "The column of arrays, where there are several with pictures.")
    private String column;

    @Option(
            names = "--out",
            paramLabel = "F.png",
            converter = Sheet.class,
            description = "The file to write, or to replace (default: contact-sheet.png).")
    private java.nio.file.Path out = java.nio.file.Path.of("contact-sheet.png");

    @Option(
            names = "--rejects",
            description = "Lists instead why rows were rejected, each reason with up to three of them.")
    private boolean rejects;

    @Mixin
    private MasterOption master = new MasterOption();

    @Spec
    private CommandSpec spec;

    /** Takes a number of pictures, which have to fit into memory. */
    static final class Count implements ITypeConverter<Integer> {
        private static final int MOST = 1000;

        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > MOST) {
                throw new TypeConversionException("must be a whole number from 1 to " + MOST + ": " + text);
            }
            return Integer.valueOf(text);
        }
    }

    /** Takes the name of a file that is not named like a picture of another format. */
    static final class Sheet implements ITypeConverter<java.nio.file.Path> {
        private static final Pattern OTHER =
                Pattern.compile("\\.(?:jpe?g|webp|gif|bmp|tiff?)$", Pattern.CASE_INSENSITIVE);

        @Override
        public java.nio.file.Path convert(String text) {
            if (OTHER.matcher(text).find()) {
                throw new TypeConversionException("it is written as PNG; give a name that ends in .png: " + text);
            }
            return java.nio.file.Path.of(text);
        }
    }

    /** What is shown, and of what. */
    private record Chosen(List<ShownPicture> pictures, String ofRows) {}

    @Override
    public Integer call() {
        if (rejects && (where != null || column != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--rejects lists all reasons: it goes with neither --where nor --column");
        }
        try {
            if (where != null) {
                return Sessions.read(master.master(), Optional.empty(), this::showSelected);
            }
            Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
            DatasetFolder dataset = new DatasetFolder(folder, configuration);
            CommitRecord commit = OutputCheck.requireCommit(dataset, folder);
            if (rejects) {
                listRejects(dataset, commit, configuration);
            } else {
                DatasetPictures pictures = pictures(dataset, commit, configuration);
                show(pictures, commit, new Chosen(pictures.sample(count, seed), rows(commit)));
            }
            return ExitCode.DONE;
        } catch (IOException failure) {
            throw SparkFaults.damaged(failure)
                    .orElseGet(() -> StorageFaults.of("the dataset cannot be read: " + folder, failure));
        }
    }

    private int showSelected(SparkSession spark) throws IOException {
        Configuration configuration = SessionSettings.hadoop(spark);
        DatasetFolder dataset = new DatasetFolder(folder, configuration);
        CommitRecord commit = OutputCheck.requireCommit(dataset, folder);
        DatasetPictures pictures = pictures(dataset, commit, configuration);
        SelectedRows selected = SelectedRows.draw(spark, dataset, commit, where, count, seed);
        String ofRows = Figures.count(selected.matching()) + " rows where " + where + ", of " + rows(commit);
        show(pictures, commit, new Chosen(pictures.at(selected.rows()), ofRows));
        return ExitCode.DONE;
    }

    private static String rows(CommitRecord commit) {
        return Figures.count(commit.data().totalRows()) + " rows";
    }

    private DatasetPictures pictures(DatasetFolder dataset, CommitRecord commit, Configuration configuration)
            throws IOException {
        return DatasetPictures.of(
                LocatedFile.in(dataset.data(), commit.data().files()),
                Optional.ofNullable(column),
                commit.description().partitionBy(),
                configuration);
    }

    private void show(DatasetPictures pictures, CommitRecord commit, Chosen chosen) {
        String shown = Figures.count(chosen.pictures().size()) + " of ";
        if (commit.data().totalRows() == 0) {
            print("nothing to show: " + folder + " has no rows");
        } else if (pictures.column().isEmpty()) {
            print("nothing to show: " + folder + " has no column of pictures, but " + pictures.columns());
        } else if (chosen.pictures().isEmpty()) {
            print("nothing to show: no row where " + where + ", of " + rows(commit) + ", in " + folder);
        } else {
            write(ContactSheet.png(chosen.pictures()));
            print(out.toAbsolutePath() + ": " + shown + chosen.ofRows() + " in " + folder);
        }
    }

    private void write(byte[] sheet) {
        try {
            Files.write(out, sheet);
        } catch (IOException failure) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "the sheet cannot be written: " + out,
                    WriteFaults.cause(failure),
                    "name a file in a folder that is there and may be written to, with --out");
        }
    }

    private void listRejects(DatasetFolder dataset, CommitRecord commit, Configuration configuration)
            throws IOException {
        List<Path> files = LocatedFile.in(dataset.rejects(), commit.rejects().files()).stream()
                .filter(located -> located.file().rows() > 0)
                .map(LocatedFile::path)
                .toList();
        print(Figures.count(commit.rejects().totalRows()) + " rejects in " + folder);
        RejectReason.of(files, commit.description().pathColumn(), EXAMPLES, configuration)
                .forEach(reason -> print(text(reason)));
    }

    private static String text(RejectReason reason) {
        StringBuilder text =
                new StringBuilder("  " + reason.stage() + " " + reason.error() + ": " + Figures.count(reason.count()));
        for (RejectReason.Example example : reason.examples()) {
            text.append(System.lineSeparator() + "    " + example.path() + ": " + example.message());
        }
        return text.toString();
    }

    private void print(String line) {
        PrintWriter printer = spec.commandLine().getOut();
        printer.println(line);
        printer.flush();
    }
}
