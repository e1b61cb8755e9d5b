// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.event.BreakerState;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final CacheConnectionException REFUSED =
            new CacheConnectionException("fake", "read", "a:{b:c}", "refused", false, null);

    private final ManualClock clock = ManualClock.create();
    private final Breaker breaker = new Breaker(3, Duration.ofMillis(300), clock::nanos);
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(breaker.now(), REFUSED);
        }
    }

    private void answerAfter(Duration took) {
        long sentAt = breaker.now();
        clock.advance(took);
        breaker.answered(sentAt, 1);
    }

    private void listen() {
        breaker.listen(new BreakerListener() {
            @Override
            public void opened(String reason) {
                heard.add("opened");
            }

            @Override
            public void recovered() {
                heard.add("recovered, " + breaker.state());
            }

            @Override
            public void closed(String reason) {
                heard.add("closed, " + breaker.state());
            }
        });
    }

    @Test
    void failuresInARow_openIt() {
        fail(2);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        fail(1);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.reason())
                .isEqualTo("3 failed or slow calls in a row, the last: fake read 'a:{b:c}': refused");
    }

    @Test
    void answerBetweenFailures_beginsTheRowAnew() {
        fail(2);
        answerAfter(Duration.ofMillis(300));
        fail(2);
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void slowAnswers_countAsFailures() {
        fail(1);
        answerAfter(Duration.ofMillis(301));
        answerAfter(Duration.ofMillis(412));
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.reason()).contains("a call that took 412ms");
    }

    @Test
    void callOfManyRoundTrips_mayTakeLonger() {
        for (int i = 0; i < 5; i++) {
            long sentAt = breaker.now();
            clock.advance(Duration.ofMillis(500));
            breaker.answered(sentAt, 2);
        }
        assertThat(breaker.isOpen()).isFalse();
    }

    /** A pause of this JVM makes all calls under way look slow, and the backend is well. */
    @Test
    void slowSideBySide_countOnce() {
        long sentAt = breaker.now();
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            breaker.answered(sentAt, 1);
        }
        assertThat(breaker.isOpen()).isFalse();
        fail(1);
        assertThat(breaker.isOpen()).isFalse();
        fail(1);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void recovery_isToldBeforeCallsPass_andTheChangeAfter() {
        listen();
        fail(9);
        breaker.close("well");
        breaker.close("well");
        assertThat(heard).containsExactly("opened", "recovered, OPEN", "closed, CLOSED");
        fail(3);
        assertThat(breaker.isOpen()).isTrue();
        assertThat(heard).hasSize(4).endsWith("opened");
    }

    @Test
    void callSentBeforeTheRecovery_saysNothingOfNow() {
        long before = breaker.now();
        fail(3);
        clock.advance(Duration.ofSeconds(2));
        breaker.close("well");
        for (int i = 0; i < 5; i++) {
            breaker.failed(before, REFUSED);
            breaker.answered(before, 1);
        }
        assertThat(breaker.isOpen()).isFalse();
        fail(2);
        breaker.answered(before, 100);
        fail(1);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void listenerThatCannotRecover_keepsItOpen() {
        AtomicBoolean broken = new AtomicBoolean(true);
        breaker.listen(new BreakerListener() {
            @Override
            public void opened(String reason) {
                throw new IllegalStateException("does not keep the others from hearing it");
            }

            @Override
            public void recovered() {
                if (broken.get()) {
                    throw new IllegalStateException("not yet");
                }
            }
        });
        listen();
        fail(3);
        assertThat(heard).containsExactly("opened");
        assertThatThrownBy(() -> breaker.close("well")).hasMessage("not yet");
        assertThat(breaker.isOpen()).isTrue();
        broken.set(false);
        breaker.close("well");
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void openingThatIsBeingTold_refusesAndCannotBeClosed() throws Exception {
        Barrier telling = new Barrier();
        breaker.listen(new BreakerListener() {
            @Override
            public void opened(String reason) {
                telling.arrive();
            }
        });
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> first = threads.submit(() -> fail(3));
            telling.await();
            assertThat(breaker.isOpen()).isTrue();
            breaker.close("too early");
            fail(3);
            assertThat(breaker.isOpen()).isTrue();
            telling.open();
            first.get();
            breaker.close("well");
            assertThat(breaker.isOpen()).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manyFailingWhileItCloses_everyoneHearsOneChangeAfterTheOther() throws Exception {
        Breaker real = new Breaker(3, Duration.ofMillis(300));
        real.listen(new BreakerListener() {
            @Override
            public void opened(String reason) {
                heard.add("opened");
            }

            @Override
            public void closed(String reason) {
                heard.add("closed");
            }
        });
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> failing = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                failing.add(threads.submit(() -> {
                    while (!over.get()) {
                        real.failed(real.now(), REFUSED);
                    }
                }));
            }
            while (heard.size() < 1_000) {
                real.close("well");
            }
            over.set(true);
            for (Future<?> each : failing) {
                each.get();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        for (int i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i)).isEqualTo(i % 2 == 0 ? "opened" : "closed");
        }
    }
}
