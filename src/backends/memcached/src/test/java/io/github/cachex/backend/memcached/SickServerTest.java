// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.Elapsed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that is down, silent or slow holds nobody beyond the budget. */
class SickServerTest {
    private static final Duration BUDGET = Duration.ofMillis(400);

    private final ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor();
    private final Phaser over = new Phaser(1);

    @AfterEach
    void end() {
        drops.shutdownNow();
        over.forceTermination();
    }

    private static void drip(OutputStream out) {
        try {
            ScriptedServer.say(out, "x");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fails(MemcachedStore store, String problem) {
        Elapsed elapsed = Elapsed.start();
        assertThatThrownBy(() -> store.get("name", CallBudget.of(BUDGET)))
                .isInstanceOf(CacheConnectionException.class)
                .hasMessageContaining(problem);
        elapsed.isWithin(BUDGET);
    }

    @Test
    void refused_failsAtOnce_andNamesTheKeyToLookAt() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (MemcachedStore store = TestSettings.store("127.0.0.1:" + port)) {
            fails(store, "127.0.0.1:" + port);
            assertThatThrownBy(() -> store.contact(CallBudget.of(BUDGET)))
                    .hasMessageContaining("cachex.backend.memcached.servers");
        }
    }

    @Test
    void silent_endsWithTheBudget() throws IOException {
        try (ScriptedServer server = new ScriptedServer((line, out) -> true);
                MemcachedStore store = TestSettings.store(server.address())) {
            fails(store, "no answer in time");
        }
    }

    @Test
    void dripping_endsWithTheBudget() throws IOException {
        try (ScriptedServer server = new ScriptedServer((line, out) -> {
                    if (ScriptedServer.isGreeting(line)) {
                        return false;
                    }
                    ScriptedServer.say(out, "VA 1000 c1\r\n");
                    drops.scheduleAtFixedRate(() -> drip(out), 0, 20, TimeUnit.MILLISECONDS);
                    return true;
                });
                MemcachedStore store = TestSettings.store(server.address())) {
            fails(store, "in time");
        }
    }

    @Test
    void unreadLargeWrite_endsWithTheBudget_andMayHaveBeenDone() throws IOException {
        try (ScriptedServer server = new ScriptedServer((line, out) -> {
                    if (ScriptedServer.isGreeting(line)) {
                        return false;
                    }
                    // What follows is not read.
                    over.awaitAdvance(0);
                    return true;
                });
                MemcachedStore store = TestSettings.store(server.address())) {
            Elapsed elapsed = Elapsed.start();
            assertThatThrownBy(() -> store.put("name", CasStore.ABSENT, new byte[1_000_000], 0, CallBudget.of(BUDGET)))
                    .isInstanceOf(CacheConnectionException.class)
                    .satisfies(e -> assertThat(((CacheBackendException) e).perhapsApplied())
                            .isTrue());
            elapsed.isWithin(BUDGET);
        }
    }

    @Test
    void noFreeConnection_endsWithTheBudget() throws IOException {
        try (ScriptedServer server = new ScriptedServer((line, out) -> true)) {
            MemcachedSettings settings = TestSettings.pool(1, server.address());
            try (MemcachedStore store =
                    new MemcachedStore(new Node(settings.servers().get(0), settings), TestSettings.clock())) {
                Thread other = new Thread(
                        () -> assertThatThrownBy(() -> store.get("name", CallBudget.of(BUDGET.multipliedBy(10)))));
                other.start();
                Awaitility.await().until(() -> server.connections() == 1);
                fails(store, "cachex.backend.memcached.pool.max");
            }
        }
    }

    @Test
    void interruptOfTheCaller_isNoFailureOfTheServer() throws IOException {
        try (ScriptedServer server = new ScriptedServer((line, out) -> true)) {
            MemcachedSettings settings = TestSettings.pool(1, server.address());
            try (MemcachedStore store =
                    new MemcachedStore(new Node(settings.servers().get(0), settings), TestSettings.clock())) {
                Thread other = new Thread(
                        () -> assertThatThrownBy(() -> store.get("name", CallBudget.of(BUDGET.multipliedBy(10)))));
                other.start();
                Awaitility.await().until(() -> server.connections() == 1);
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> store.get("name", CallBudget.of(BUDGET)))
                        .hasRootCauseInstanceOf(InterruptedException.class);
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    @Test
    void closed_refusesEverything() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("EN\r\n")) {
            MemcachedStore store = TestSettings.store(server.address());
            assertThat(store.get("name", CallBudget.of(BUDGET))).isEmpty();
            store.close();
            store.close();
            fails(store, "closed");
        }
    }
}
