// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.cachex.backend.redis.ConnectGate.NotDialled;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.WaitingThreads;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** A client that does not show its connections is called on threads of ours, which callers leave; it has no connections here. */
class OpaqueClientTest {
    private static final int THREADS = 32;

    private final StandInJedis jedis = new StandInJedis(command -> "OK");
    private final OpaqueClient client = new OpaqueClient(jedis);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    @AfterEach
    void close() {
        end.countDown();
        client.close();
    }

    /** Runs a step that takes until the test ends. */
    private void runEndlessly() {
        String unused = client.run(any -> {
            begun.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return "late";
        });
    }

    private static <T extends Throwable> T failure(Class<T> type, Duration budget, Runnable call) {
        try (CallScope scope = CallScope.bind(CallBudget.of(budget))) {
            return catchThrowableOfType(type, call::run);
        }
    }

    @Test
    void steps_runOnThreadsOfOurs() {
        assertThat(client.<String>run(any -> Thread.currentThread().getName())).startsWith("cachex-redis-call");
        assertThat(client.<Object>run(any -> any)).isSameAs(jedis);
    }

    /** A step that waited for another thread might wait for itself. */
    @Test
    void stepWithinAStep_runsOnTheSameThread() {
        boolean same = client.run(any -> {
            Thread outer = Thread.currentThread();
            return client.run(inner -> outer == Thread.currentThread());
        });

        assertThat(same).isTrue();
    }

    @Test
    void failures_areThrownAsTheyAre() {
        RuntimeException failure = new IllegalStateException("wrong");
        Error error = new AssertionError("no room");

        assertThatThrownBy(() -> client.run(any -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> client.run(any -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void spentBudget_leavesTheStepAndInterruptsIt() {
        JedisConnectionException failure =
                failure(JedisConnectionException.class, Duration.ofMillis(200), this::runEndlessly);

        assertThat(failure).hasCauseInstanceOf(SocketTimeoutException.class);
        try (CallScope scope = CallScope.bind(CallBudget.of(Duration.ZERO))) {
            assertThat(client.wasSent(scope, failure)).isTrue();
        }
        await().untilTrue(interrupted);
    }

    @Test
    void whereAllThreadsWait_nothingWasSent() throws Exception {
        for (int i = 0; i < THREADS; i++) {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(
                    () -> failure(JedisException.class, Duration.ofMinutes(1), this::runEndlessly),
                    task -> new Thread(task).start());
        }
        await().until(() -> begun.get() == THREADS);

        NotDialled failure = failure(NotDialled.class, Duration.ofMillis(50), this::runEndlessly);

        assertThat(failure).hasMessageContaining("all threads");
        try (CallScope scope = CallScope.bind(CallBudget.of(Duration.ZERO))) {
            assertThat(client.wasSent(scope, failure)).isFalse();
        }
        assertThat(begun).hasValue(THREADS);
    }

    @Test
    void interruptedWhileWaiting_leavesTheStep() throws Exception {
        CompletableFuture<JedisException> failure = new CompletableFuture<>();
        Thread waiting = new Thread(
                () -> failure.complete(failure(JedisException.class, Duration.ofMinutes(1), this::runEndlessly)));
        waiting.start();
        WaitingThreads.await(waiting, OpaqueClient.class);

        waiting.interrupt();

        assertThat(failure.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        await().untilTrue(interrupted);
    }

    /** All that is known of its sockets is what Jedis says before there is one. */
    @Test
    void connectionThatWasNotMade_sentNothing() {
        try (CallScope scope = CallScope.bind(CallBudget.of(Duration.ZERO))) {
            assertThat(client.wasSent(scope, new JedisConnectionException("Failed to connect to 127.0.0.1:1.")))
                    .isFalse();
            assertThat(client.wasSent(scope, new JedisConnectionException("Connection reset")))
                    .isTrue();
        }
    }

    @Test
    void connectionsThatLieIdle_areLeftToTheApplication() {
        client.dropIdle();
        client.giveUpIdle();

        assertThat(client.<Object>run(any -> any.executeCommand(new CommandArguments(Protocol.Command.PING))))
                .isEqualTo("OK");
    }

    /** Which servers it speaks to, and how, is the application's affair. */
    @Test
    void servers_areTheApplications() {
        assertThat(client.place()).isEqualTo(Place.NOWHERE);
        assertThat(client.<String>runAsking(any -> "asked")).isEqualTo("asked");
        assertThat(client.tlsProblem()).isEmpty();
        assertThat(client.isTelling("redis://user:secret@host")).isFalse();
        assertThat(client.database()).isZero();
        assertThat(client).hasToString("Redis through " + StandInJedis.class.getName());
        assertThatThrownBy(() -> client.moveTo(new Place("other", 1)))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
