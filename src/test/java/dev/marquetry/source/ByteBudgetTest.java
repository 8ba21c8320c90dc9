package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ByteBudgetTest {
    @Test
    void holdsBackWhatDoesNotFitUntilSomethingIsReleased() throws Exception {
        ByteBudget budget = new ByteBudget(100);
        ByteBudget.Claim first = budget.claim(0);
        first.resize(60);
        CompletableFuture<Void> second = inBackground(budget.claim(1), 50);
        assertThat(isHeldBack(second)).isTrue();
        first.resize(40);
        second.get();
    }

    @Test
    void neverHoldsBackWhatIsTakenNext() throws Exception {
        ByteBudget budget = new ByteBudget(100);
        budget.claim(1).resize(100);
        budget.claim(0).resize(1_000);
        CompletableFuture<Void> third = inBackground(budget.claim(2), 1);
        assertThat(isHeldBack(third)).isTrue();
        budget.takesNext(2);
        third.get();
    }

    private static CompletableFuture<Void> inBackground(ByteBudget.Claim claim, long bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                claim.resize(bytes);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    private static boolean isHeldBack(CompletableFuture<Void> claim) throws InterruptedException {
        Thread.sleep(200);
        return !claim.isDone();
    }
}
