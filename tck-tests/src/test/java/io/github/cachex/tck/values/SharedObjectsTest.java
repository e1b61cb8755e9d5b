// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Loader;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.tck.redis.Background;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.WaitingThreads;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Callers of one value change what they are given, each right after the other: none sees what another did. */
class SharedObjectsTest extends OverRedis {
    private static final List<Mutable<?>> KINDS = Mutable.kinds();
    private static final CacheKey<String> LINE = CacheKey.of("line", String.class);
    private static final int CALLERS = 50;
    private static final int TIMES = 5;
    private static final Map<String, AtomicInteger> SEEN = new LinkedHashMap<>();
    private static final AtomicInteger THREW = new AtomicInteger();

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
                "changes of a caller's object seen by another caller, " + KINDS.size() + " kinds, " + where));
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

    /** Returns a node that answers {@link #LINE} near: what it keeps from then on is served near as well. */
    private CacheHandler nearNode(String... more) {
        CacheHandler node = node(jackson(more));
        Awaitility.await("near hits").until(() -> {
            node.fetch(LINE, () -> "line");
            return node.stats().nearHits() > 0;
        });
        return node;
    }

    @Test
    void nearHit_showsNoOtherCallersChange() {
        CacheHandler node = nearNode();
        KINDS.forEach(kind -> hitNear(node, kind));
    }

    private <T> void hitNear(CacheHandler node, Mutable<T> kind) {
        long before = node.stats().nearHits();
        Awaitility.await("near hits").until(() -> {
            use("near hit", kind, fetch(node, kind, new AtomicInteger()));
            return node.stats().nearHits() >= before + TIMES;
        });
    }

    /** Shows that the others can fail. */
    @Test
    void byReference_changesAreSeen() {
        CacheHandler node = nearNode("cachex.near.store", "reference");
        KINDS.forEach(kind -> assertThat(seesChange(node, kind))
                .as(kind.name() + " by reference")
                .isTrue());
    }

    private static <T> boolean seesChange(CacheHandler node, Mutable<T> kind) {
        long before = node.stats().nearHits();
        T first = fetch(node, kind, new AtomicInteger());
        kind.change().accept(first);
        T second = fetch(node, kind, new AtomicInteger());
        return node.stats().nearHits() > before
                && !Mutable.seen(second).equals(Mutable.seen(kind.loaded().get()));
    }

    @Test
    void nearHit_costsACopy() {
        CacheHandler copying = nearNode("cachex.near.ttl", "1h", "cachex.ttl", "1h");
        CacheHandler sharing = nearNode("cachex.near.ttl", "1h", "cachex.ttl", "1h", "cachex.near.store", "reference");
        KINDS.stream()
                .filter(kind -> Set.of("record with a list", "bean").contains(kind.name()))
                .forEach(kind -> printCost(copying, sharing, kind));
    }

    private static <T> void printCost(CacheHandler copying, CacheHandler sharing, Mutable<T> kind) {
        Cost copy = Cost.of(copying, kind);
        Cost reference = Cost.of(sharing, kind);
        Show.figure(
                "shared-objects",
                Elapsed.ofNanos(1_000 * copy.nanos()),
                "cost of 1,000 near hits of a " + kind.name() + ", " + copy.bytes() + " bytes each, "
                        + Math.round((double) copy.nanos() / reference.nanos()) + " times the "
                        + Elapsed.ofNanos(1_000 * reference.nanos()) + " by reference, " + reference.bytes()
                        + " bytes each");
    }

    /** What one near hit costs at least, of several series. */
    private record Cost(long nanos, long bytes) {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private static final int SERIES = 10;
        private static final int HITS = 2_000;

        static <T> Cost of(CacheHandler node, Mutable<T> kind) {
            CacheKey<T> key = kind.key();
            Loader<T, RuntimeException> loader = kind.loaded()::get;
            Cost least = new Cost(Long.MAX_VALUE, Long.MAX_VALUE);
            long nothing = 0;
            for (int series = 0; series < SERIES; series++) {
                long bytes = THREADS.getCurrentThreadAllocatedBytes();
                long began = System.nanoTime();
                for (int i = 0; i < HITS; i++) {
                    nothing += node.fetch(key, loader) == null ? 1 : 0;
                }
                least = new Cost(
                        Math.min(least.nanos, (System.nanoTime() - began) / HITS),
                        Math.min(least.bytes, (THREADS.getCurrentThreadAllocatedBytes() - bytes) / HITS));
            }
            assertThat(nothing).as("hits that answered nothing").isZero();
            return least;
        }
    }

    @Test
    void callersOfOneLoad_haveTheirOwn() throws Exception {
        CacheHandler node = node(jackson("cachex.near.enabled", "false"));
        for (Mutable<?> kind : KINDS) {
            together("50 callers of one load", kind, node, CacheOptions.defaults());
            together(
                    "50 callers of one load that is not stored",
                    kind,
                    node,
                    CacheOptions.defaults().storeIf(value -> false));
        }
    }

    private <T> void together(String where, Mutable<T> kind, CacheHandler node, CacheOptions options) throws Exception {
        AtomicInteger loads = new AtomicInteger();
        // Of its own: the message of an invalidation may come back late, and detach the load.
        CacheKey<T> key = kind.keyOf(kind.name() + ", " + where);
        List<FutureTask<T>> followers = new ArrayList<>();
        List<CompletableFuture<T>> later = new ArrayList<>();
        T first;
        try (Background<T> load =
                Background.load(node, key, options, () -> kind.loaded().get())) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < CALLERS / 2; i++) {
                FutureTask<T> follower = new FutureTask<>(() -> node.<T, RuntimeException>fetch(key, options, () -> {
                    loads.incrementAndGet();
                    return kind.loaded().get();
                }));
                followers.add(follower);
                threads.add(new Thread(follower, "follower"));
                threads.get(i).start();
                later.add(node.<T>fetchAsync(key, options, () -> {
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

    @Test
    void callersOfOneBulkLoad_haveTheirOwn() throws Exception {
        CacheHandler node = node(jackson("cachex.near.enabled", "false"));
        for (Mutable<?> kind : KINDS) {
            togetherInBulk(kind, node);
        }
    }

    private <T> void togetherInBulk(Mutable<T> kind, CacheHandler node) throws Exception {
        CacheKey<T> other = kind.keyOf("other " + kind.name());
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

    @Test
    void outage_showsNoOtherCallersChange() {
        settings().forEach(setting -> {
            Link link = link();
            CacheHandler node = node(link, jackson(setting.get(0), setting.get(1), "cachex.outage-ttl", "1h"));
            link.become(Link.State.REFUSING);
            KINDS.forEach(kind -> callOneAfterTheOther("outage", node, kind));
        });
    }

    private static <T> void callOneAfterTheOther(String where, CacheHandler node, Mutable<T> kind) {
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < TIMES; i++) {
            use(where, kind, fetch(node, kind, loads));
        }
        assertThat(loads)
                .as("loads of " + TIMES + " calls for a " + kind.name())
                .hasValue(1);
    }

    @Test
    void entryOfAnotherRelease_showsNoOtherCallersChange() {
        String secret = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
        CacheHandler next = node(jackson("cachex.encryption.keys", secret));
        KINDS.forEach(kind -> fetch(next, kind, new AtomicInteger()));
        settings().forEach(setting -> {
            CacheHandler node = node(jackson(setting.get(0), setting.get(1)));
            KINDS.forEach(kind -> callOneAfterTheOther("entry of another release", node, kind));
        });
    }
}
