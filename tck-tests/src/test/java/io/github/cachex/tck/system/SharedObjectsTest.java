// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.testkit.WaitingThreads;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers of one value change what they are given, each right after the other: none sees what another did. */
class SharedObjectsTest extends OverRedis {
    private static final int CALLERS = 50;
    private static final int TIMES = 5;
    private static final Map<String, AtomicInteger> SEEN = new LinkedHashMap<>();
    private static final AtomicInteger THREW = new AtomicInteger();

    static List<Mutable<?>> kinds() {
        return Mutable.kinds();
    }

    static Stream<List<String>> settings() {
        return Stream.of(
                List.of("cachex.near.enabled", "false"),
                List.of("cachex.near.store", "bytes"),
                List.of("cachex.near.store", "auto"));
    }

    @AfterAll
    static void show() {
        SEEN.forEach((where, seen) -> Show.exactly(
                "shared-objects",
                seen.get(),
                0,
                "changes of a caller's object seen by another caller, "
                        + Mutable.kinds().size() + " kinds, " + where));
        Show.exactly("shared-objects", THREW.get(), 0, "calls that work on the load and throw on a hit");
    }

    private static String[] jackson(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "cachex.serializer",
                "jackson",
                "cachex.jitter",
                "0",
                "cachex.wait-timeout",
                "60s",
                "cachex.lease.ttl",
                "20s",
                // Who is given what is the question here, not how long Redis may take on a busy machine.
                "cachex.backend-budget",
                "30s",
                "cachex.backend.redis.timeout.socket",
                "30s",
                "cachex.breaker.slow",
                "30s"));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    /** Looks at {@code value} and changes it. */
    private static <T> void use(String where, Mutable<T> kind, T value) {
        AtomicInteger seen = SEEN.computeIfAbsent(where, w -> new AtomicInteger());
        String expected = Mutable.seen(kind.loaded().get());
        if (!Mutable.seen(value).equals(expected)) {
            seen.incrementAndGet();
        }
        try {
            kind.change().accept(value);
        } catch (RuntimeException e) {
            THREW.incrementAndGet();
        }
        assertThat(Mutable.seen(value)).as(kind.name() + ", changed").isNotEqualTo(expected);
    }

    private static <T> T fetch(CacheHandler node, Mutable<T> kind, AtomicInteger loads) {
        return node.<T, RuntimeException>fetch(kind.key(), () -> {
            loads.incrementAndGet();
            return kind.loaded().get();
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void nearHit_showsNoOtherCallersChange(Mutable<T> kind) {
        CacheHandler node = node(jackson());
        Awaitility.await("near hits").until(() -> {
            use("near hit", kind, fetch(node, kind, new AtomicInteger()));
            return node.stats().nearHits() >= TIMES;
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void callersOfOneLoad_haveTheirOwn(Mutable<T> kind) throws Exception {
        together(
                "50 callers of one load", kind, node(jackson("cachex.near.enabled", "false")), CacheOptions.defaults());
        together(
                "50 callers of one load that is not stored",
                kind,
                node(jackson("cachex.near.enabled", "false")),
                CacheOptions.defaults().storeIf(value -> false));
    }

    private <T> void together(String where, Mutable<T> kind, CacheHandler node, CacheOptions options) throws Exception {
        AtomicInteger loads = new AtomicInteger();
        node.invalidate(kind.key().id());
        List<FutureTask<T>> followers = new ArrayList<>();
        List<CompletableFuture<T>> later = new ArrayList<>();
        T first;
        try (Background<T> load =
                Background.load(node, kind.key(), options, () -> kind.loaded().get())) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < CALLERS / 2; i++) {
                FutureTask<T> follower =
                        new FutureTask<>(() -> node.<T, RuntimeException>fetch(kind.key(), options, () -> {
                            loads.incrementAndGet();
                            return kind.loaded().get();
                        }));
                followers.add(follower);
                threads.add(new Thread(follower, "follower"));
                threads.get(i).start();
                later.add(node.<T>fetchAsync(kind.key(), options, () -> {
                            loads.incrementAndGet();
                            return CompletableFuture.completedFuture(
                                    kind.loaded().get());
                        })
                        .toCompletableFuture());
            }
            for (Thread thread : threads) {
                WaitingThreads.await(thread, SingleFlight.class);
            }
            first = load.finish();
        }
        use(where, kind, first);
        for (FutureTask<T> follower : followers) {
            use(where, kind, follower.get(30, TimeUnit.SECONDS));
        }
        for (CompletableFuture<T> follower : later) {
            use(where, kind, follower.get(30, TimeUnit.SECONDS));
        }
        assertThat(loads).as("loads beside the one").hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void callersOfOneBulkLoad_haveTheirOwn(Mutable<T> kind) throws Exception {
        CacheHandler node = node(jackson("cachex.near.enabled", "false"));
        CacheKey<T> other = kind.keyOf("other");
        CompletableFuture<Void> entered = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        CompletableFuture<Map<CacheKey<T>, T>> bulk = CompletableFuture.supplyAsync(() ->
                node.<T, RuntimeException>fetchAll(List.of(kind.key(), other), CacheOptions.defaults(), keys -> {
                    entered.complete(null);
                    mayEnd.join();
                    Map<CacheKey<T>, T> values = new LinkedHashMap<>();
                    keys.forEach(key -> values.put(key, kind.loaded().get()));
                    return values;
                }));
        entered.get(30, TimeUnit.SECONDS);
        AtomicInteger loads = new AtomicInteger();
        List<FutureTask<T>> followers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            followers.add(new FutureTask<>(() -> fetch(node, kind, loads)));
            threads.add(new Thread(followers.get(i), "follower"));
            threads.get(i).start();
        }
        for (Thread thread : threads) {
            WaitingThreads.await(thread, SingleFlight.class);
        }
        mayEnd.complete(null);
        use("callers of a bulk load", kind, bulk.get(30, TimeUnit.SECONDS).get(kind.key()));
        for (FutureTask<T> follower : followers) {
            use("callers of a bulk load", kind, follower.get(30, TimeUnit.SECONDS));
        }
        assertThat(loads).as("loads beside the one").hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void outage_showsNoOtherCallersChange(Mutable<T> kind) {
        settings().forEach(setting -> {
            Link link = link();
            CacheHandler node = node(link, jackson(setting.get(0), setting.get(1), "cachex.outage-ttl", "1h"));
            link.become(Link.State.REFUSING);
            AtomicInteger loads = new AtomicInteger();
            for (int i = 0; i < TIMES; i++) {
                use("outage", kind, fetch(node, kind, loads));
            }
            assertThat(loads).as("loads of " + TIMES + " calls").hasValue(1);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void entryOfAnotherRelease_showsNoOtherCallersChange(Mutable<T> kind) {
        String secret = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
        CacheHandler next = node(jackson("cachex.encryption.keys", secret));
        fetch(next, kind, new AtomicInteger());
        settings().forEach(setting -> {
            CacheHandler node = node(jackson(setting.get(0), setting.get(1)));
            AtomicInteger loads = new AtomicInteger();
            for (int i = 0; i < TIMES; i++) {
                use("entry of another release", kind, fetch(node, kind, loads));
            }
            assertThat(loads).as("loads of " + TIMES + " calls").hasValue(1);
        });
    }
}
