// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.WaitingThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "default", "probe");
    private static final CacheConnectionException REFUSED =
            new CacheConnectionException("fake", "invalidate", "key", "refused", false, null);

    private final ManualClock clock = ManualClock.create();
    private final Breaker breaker = new Breaker(1, Duration.ofMillis(300), clock::nanos);
    private final FaultyBackend backend = FaultyBackend.over(FakeBackend.create());
    private final Scheduler scheduler = new Scheduler("probe-test");
    private final AtomicInteger replays = new AtomicInteger();
    private final AtomicReference<IntSupplier> replay = new AtomicReference<>(() -> 0);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        breaker.listen(new Probe(
                breaker,
                budget -> backend.read(KEY, budget),
                () -> {
                    replays.incrementAndGet();
                    return replay.get().getAsInt();
                },
                scheduler,
                Duration.ofMillis(10),
                Duration.ofMillis(100)));
        breaker.listen(new BreakerListener() {
            @Override
            public void closed(String reason) {
                heard.add(reason);
            }
        });
    }

    @AfterEach
    void close() {
        backend.heal();
        scheduler.close();
    }

    private void open() {
        breaker.failed(breaker.now(), REFUSED);
        assertThat(breaker.isOpen()).isTrue();
    }

    private void awaitClosed() {
        Awaitility.await().until(() -> !breaker.isOpen());
    }

    private void awaitReplays(int more) {
        int before = replays.get();
        Awaitility.await().until(() -> replays.get() >= before + more);
    }

    @Test
    void sickBackend_isAskedAgainAndAgain_untilItAnswers() {
        backend.fail();
        open();
        Awaitility.await().until(() -> backend.calls(BackendOperation.READ) >= 3);
        assertThat(breaker.isOpen()).isTrue();
        backend.heal();
        awaitClosed();
        Awaitility.await().until(() -> heard.size() == 1);
        assertThat(heard.get(0)).startsWith("it answers again, 1 call in ");
    }

    @Test
    void whatItMissed_isToldBeforeAnythingElse() {
        replay.set(() -> {
            throw REFUSED;
        });
        open();
        awaitReplays(3);
        assertThat(backend.calls(BackendOperation.READ)).isZero();
        assertThat(breaker.isOpen()).isTrue();
        replay.set(() -> 2);
        awaitClosed();
        Awaitility.await().until(() -> heard.size() == 1);
        assertThat(heard.get(0)).startsWith("it answers again, 3 calls in ");
    }

    /** It is full or read-only, perhaps for hours; what it refused stays queued, and all else can be read. */
    @Test
    void backendThatRefusesWhatItMissed_isReadAllTheSame() {
        replay.set(() -> {
            throw new CacheBackendException("fake", "invalidate", "key", "READONLY", null);
        });
        open();
        awaitClosed();
    }

    @Test
    void slowAnswer_isNotWell() {
        replay.set(() -> {
            clock.advance(Duration.ofMillis(400));
            return 0;
        });
        open();
        awaitReplays(3);
        assertThat(breaker.isOpen()).isTrue();
        replay.set(() -> {
            clock.advance(Duration.ofMillis(400));
            return 1;
        });
        awaitClosed();
    }

    @Test
    void brokenReplay_keepsItOpenAndIsTriedAgain() {
        replay.set(() -> {
            throw new IllegalStateException("bug");
        });
        open();
        awaitReplays(2);
        replay.set(() -> {
            throw new OutOfMemoryError("not even that ends it");
        });
        awaitReplays(2);
        assertThat(breaker.isOpen()).isTrue();
        replay.set(() -> 0);
        awaitClosed();
    }

    @Test
    void closed_asksNoMore_andOpenedAnewItDoes() {
        for (int round = 1; round <= 2; round++) {
            open();
            awaitClosed();
        }
        Awaitility.await().until(() -> heard.size() == 2);
        int asked = backend.calls();
        Awaitility.await().during(Duration.ofMillis(100)).until(() -> backend.calls() == asked);
    }

    @Test
    void engineClosedDuringAProbe_changesNothingAnyMore() {
        Barrier replaying = new Barrier();
        replay.set(() -> {
            replaying.arrive();
            return 0;
        });
        open();
        replaying.await();
        Thread closing = new Thread(scheduler::close);
        closing.start();
        Awaitility.await().until(() -> WaitingThreads.isWaiting(closing, Scheduler.class) || !closing.isAlive());
        backend.fail();
        replaying.open();
        Awaitility.await().until(() -> !closing.isAlive());
        assertThat(breaker.isOpen()).isTrue();
        assertThat(heard).isEmpty();
    }
}
