package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadingThreadsTest {
    private static final int MOST = 6;

    @Test
    void readsWithOneThreadInTheOrderOfTheAdditions() throws Exception {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        List<Integer> order = new ArrayList<>();
        try (ReadingThreads threads = new ReadingThreads(MOST)) {
            List<Future<Boolean>> reads = new ArrayList<>();
            for (int index = 0; index < 50; index++) {
                int number = index;
                reads.add(threads.add(() -> {
                    used.add(Thread.currentThread());
                    return order.add(number);
                }));
            }
            threads.start();
            for (Future<Boolean> read : reads) {
                read.get();
            }
        }
        assertThat(order).isSorted().hasSize(50);
        assertThat(used).hasSize(1);
    }

    @Test
    @Tag("timing")
    void readsWithMoreThreadsOnceAskedUpToTheBound() throws Exception {
        Semaphore begun = new Semaphore(0);
        CountDownLatch end = new CountDownLatch(1);
        try (ReadingThreads threads = new ReadingThreads(MOST)) {
            List<Future<Boolean>> reads = new ArrayList<>();
            for (int index = 0; index < 20; index++) {
                reads.add(threads.add(() -> {
                    begun.release();
                    end.await();
                    return true;
                }));
            }
            threads.start();
            begun.acquire();
            assertNoMore(begun);
            threads.startMore();
            begun.acquire(3);
            assertNoMore(begun);
            threads.startMore();
            threads.startMore();
            begun.acquire(MOST - 4);
            assertNoMore(begun);
            end.countDown();
            for (Future<Boolean> read : reads) {
                assertThat(read.get()).isTrue();
            }
        }
    }

    @Test
    void forgetsNothingThatIsAddedWhileThreadsRunOutOfWork() throws Exception {
        try (ReadingThreads threads = new ReadingThreads(2)) {
            threads.startMore();
            for (int index = 0; index < 20_000; index++) {
                Future<Integer> first = threads.add(() -> 1);
                Future<Integer> second = threads.add(() -> 2);
                threads.start();
                assertThat(first.get() + second.get()).isEqualTo(3);
            }
        }
    }

    @Test
    @Tag("timing")
    void interruptsWhatIsReadAndDropsTheRestWhenClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicBoolean second = new AtomicBoolean();
        ReadingThreads threads = new ReadingThreads(1);
        Future<Boolean> first = threads.add(() -> {
            begun.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
            return true;
        });
        Future<Boolean> dropped = threads.add(() -> second.getAndSet(true));
        threads.start();
        begun.await();
        threads.close();
        interrupted.await();
        assertThat(first.get()).isTrue();
        assertThatThrownBy(() -> dropped.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(second).isFalse();
    }

    private static void assertNoMore(Semaphore begun) throws InterruptedException {
        assertThat(begun.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
    }
}
