package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.ConversionResult;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** How a run ended that others ran beside. */
public final class EndedRun {
    private EndedRun() {}

    /** Waits for a run and returns whether it committed; the one way not to is that another held the folder. */
    public static boolean committed(FutureTask<ConversionResult> run) throws InterruptedException {
        try {
            return run.get().outcome().committed().isPresent();
        } catch (ExecutionException failure) {
            assertThat(failure.getCause())
                    .isInstanceOfSatisfying(
                            UserException.class,
                            fault -> assertThat(fault.kind()).isEqualTo(UserException.Kind.HELD));
            return false;
        }
    }
}
