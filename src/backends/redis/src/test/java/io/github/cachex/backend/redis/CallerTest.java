// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

class CallerTest {
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger drops = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Runnable failing = () -> {};
    private final Caller caller = new Caller(new Scripted());

    /** A client of which the test says how its steps fail. */
    private final class Scripted implements Client {
        private final ServerWatch watch = new ServerWatch("Redis", () -> {}, ManualClock.create()::nanos);

        @Override
        public <T> T run(Function<UnifiedJedis, T> step) {
            runs.incrementAndGet();
            failing.run();
            return step.apply(null);
        }

        @Override
        public long patienceNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public void dropIdle() {
            drops.incrementAndGet();
        }

        @Override
        public void giveUpIdle() {
            givenUp.incrementAndGet();
        }

        @Override
        public boolean wasSent(CallScope call, RuntimeException failure) {
            return true;
        }

        @Override
        public int database() {
            return 0;
        }

        @Override
        public ServerWatch watch() {
            return watch;
        }

        @Override
        public Optional<String> tlsProblem() {
            return Optional.empty();
        }

        @Override
        public Subscriber subscriber() {
            return new QuietSubscriber();
        }

        @Override
        public boolean isTelling(String text) {
            return false;
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private String call(Repeat repeat) {
        return caller.call("read", "key", CallBudget.of(Duration.ofMinutes(1)), repeat, jedis -> "answer");
    }

    /** Fails so once, and not again. */
    private void failsOnce(Error failure) {
        failing = () -> {
            if (runs.get() == 1) {
                throw failure;
            }
        };
    }

    /** Jedis makes room for what an answer claims, and calls itself for what nests. */
    @Test
    void answerWithoutRoom_breaksItsConnectionAndIsAskedForAgain() {
        failsOnce(new StackOverflowError());
        assertThat(call(Repeat.AT_ONCE)).isEqualTo("answer");
        assertThat(givenUp).hasValue(1);
        assertThat(runs).hasValue(2);
    }

    @Test
    void answerWithoutRoomOfWhatMayNotBeRepeated_isAFailureThatMayHaveBeenApplied() {
        failsOnce(new OutOfMemoryError("claimed"));

        CacheConnectionException failure =
                catchThrowableOfType(CacheConnectionException.class, () -> call(Repeat.IF_UNSENT));

        assertThat(failure).hasMessageContaining("there is no room for it");
        assertThat(failure.perhapsApplied()).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void connectionThatBreaks_isLeftAndTheCommandSentOnceMore() {
        failing = () -> {
            if (runs.get() == 1) {
                throw new JedisConnectionException("broke");
            }
        };
        assertThat(call(Repeat.AT_ONCE)).isEqualTo("answer");
        assertThat(drops).hasValue(1);
    }

    @Test
    void closedOrOutOfTime_sendsNothingAndSaysWhy() {
        assertThatThrownBy(() -> caller.call("read", "key", CallBudget.of(Duration.ZERO), jedis -> "answer"))
                .hasMessageContaining("its budget is spent");
        caller.close();
        assertThatThrownBy(() -> call(Repeat.AT_ONCE)).hasMessageContaining("the backend is closed");
        assertThat(runs).hasValue(0);
        assertThat(closed).isTrue();
    }

    @Test
    void clientOfOneServer_leadsNowhereElse() {
        assertThatThrownBy(() -> new Scripted().moveTo(new Place("elsewhere", 1)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(new Scripted().place()).isEqualTo(Place.NOWHERE);
        String answer = caller.asking().call("read", "key", CallBudget.of(Duration.ofMinutes(1)), jedis -> "answer");
        assertThat(answer).isEqualTo("answer");
    }
}
