package dev.marquetry.cli;

import dev.marquetry.spark.publish.DatasetVerification;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds a dataset against its newest commit. */
@Command(
        name = "verify",
        description = {
            "Checks a dataset against its newest commit: files, page checksums, rows, and the checksum of paths and"
                    + " carried columns. Reads every file whole, writes nothing; ends with 1 if anything is wrong."
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The dataset's folder.")
    private String folder;

    @Mixin
    private MasterOption master = new MasterOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Sessions.read(master.master(), Optional.empty(), this::verify);
    }

    private int verify(SparkSession spark) throws IOException {
        DatasetVerification.Verdict verdict = DatasetVerification.verify(spark, folder);
        PrintWriter out = spec.commandLine().getOut();
        verdict.findings().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%s: commit %d, %s rows in %s files, %s rejects: %s%n",
                folder,
                verdict.commit().commit(),
                Figures.count(verdict.commit().data().totalRows()),
                Figures.count(verdict.commit().data().files().size()),
                Figures.count(verdict.commit().rejects().totalRows()),
                verdict.findings().isEmpty() ? "whole" : verdict.findings().size() + " faults");
        out.flush();
        return verdict.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
