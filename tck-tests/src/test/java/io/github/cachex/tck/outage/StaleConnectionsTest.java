// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.event.BreakerState;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Pooled connections that the other side closes while they lie idle, as a restart, an idle limit or a proxy does. */
class StaleConnectionsTest extends OverRedis {
    private static final int CALLERS = 8;
    private static final int ROUNDS = Rounds.of(60, 200);
    private static final CacheOptions LOUD = CacheOptions.defaults().backendErrors(ErrorPolicy.THROW);
    private static final String[] PATIENT = {
        "cachex.backend-budget", "30s",
        "cachex.backend.redis.timeout.connect", "30s",
        "cachex.backend.redis.timeout.socket", "30s",
        "cachex.backend.redis.pool.max-wait", "30s",
        "cachex.breaker.slow", "30s",
        "cachex.breaker.failures", "1",
        "cachex.near.enabled", "false"
    };

    private final AtomicInteger loads = new AtomicInteger();

    /** Each is sent over a connection of which only the other side knows that it is closed. */
    private void callAll(CacheHandler node, String id) {
        CacheKey<String> key = CacheKey.of(id, String.class);
        assertThat(node.<String, RuntimeException>fetch(key, LOUD, this::load)).isEqualTo("loaded");
        assertThat(node.get(key)).contains("loaded");
        assertThat(node.getAndRemove(key)).contains("loaded");
    }

    private String load() {
        loads.incrementAndGet();
        return "loaded";
    }

    private void killPooled() {
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        }
    }

    /** A connection that was answered on a moment ago is not looked at. */
    private static void layIdle() {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < Duration.ofMillis(25).toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
        }
    }

    @Test
    void connectionsKilledBetweenCalls_failNoCall() throws Exception {
        CacheHandler node = node(PATIENT);
        ExecutorService threads = closing(new Threads()).service;
        List<Throwable> failures = new ArrayList<>();
        int calls = 0;
        for (int round = 0; round < ROUNDS; round++) {
            killPooled();
            layIdle();
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String id = round + "-" + caller;
                running.add(threads.submit(first(node, id, (round + caller) % 6)));
                calls++;
            }
            for (Future<?> call : running) {
                try {
                    call.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
        }
        Show.exactly(
                "stale-connections",
                failures.size(),
                0,
                "of " + calls + " calls fail over connections killed " + ROUNDS + " times " + failures);
        assertThat(loads)
                .hasValue(IntStream.range(0, ROUNDS)
                        .map(round -> (int) IntStream.range(0, CALLERS)
                                .filter(caller -> (round + caller) % 6 == 0)
                                .count())
                        .sum());
        assertThat(node.stats().breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(node.stats().backendFailures()).isZero();
    }

    /** What comes first meets the killed connection. */
    private Callable<?> first(CacheHandler node, String id, int which) {
        CacheKey<String> key = CacheKey.of(id, String.class);
        return switch (which) {
            case 0 ->
                () -> {
                    callAll(node, id);
                    return "";
                };
            case 1 ->
                () -> {
                    node.put(key, "put", LOUD);
                    assertThat(node.get(key)).contains("put");
                    return "";
                };
            case 2 ->
                () -> {
                    assertThat(node.increment(id, 1, Duration.ofHours(1))).isEqualTo(1);
                    return "";
                };
            case 3 -> () -> node.invalidate(id);
            case 4 ->
                () -> {
                    assertThat(node.putIfAbsent(key, "first", LOUD)).isTrue();
                    return "";
                };
            default -> () -> node.invalidateTags("tag" + id);
        };
    }

    /** Threads that end with the test. */
    private static final class Threads implements AutoCloseable {
        private final ExecutorService service = Executors.newFixedThreadPool(CALLERS);

        @Override
        public void close() {
            service.shutdownNow();
        }
    }
}
