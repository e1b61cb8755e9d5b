// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.Loader;
import io.github.cachex.cdi.interceptor.FetchInterceptor;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.listener.mpmetrics.MpMetricsObserver;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.tck.process.NearHits;
import io.github.cachex.tck.redis.Monitored;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

/** What a value that is kept in this JVM costs: nothing of Redis, and nothing of the heap. */
class NearHitTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final Loader<String, RuntimeException> LOADER = () -> "value";
    private static final Integer ARGUMENT = 4711;
    /** A structured near key of one argument: a header and two references. */
    private static final double NEAR_KEY = 24;
    /** For a call of an interceptor by reflection, which the compiler leaves out of one chain and not of another. */
    private static final double WELDS_ARRAY = 24;

    /** What get answers with. */
    private static final double OPTIONAL = 16;

    /** Returns a node that keeps the value of {@code KEY}, and asks for no sign of life while it is looked at. */
    private CacheHandler keeping() {
        NearHits nearHits = new NearHits();
        CacheHandler node = closing(builder(redis().uri(), "cachex.link.heartbeat", "10m", "cachex.link.dead", "1h")
                .listener(nearHits)
                .observer(MpMetricsObserver.of(registry()))
                .build());
        Awaitility.await("a near hit").until(() -> {
            long before = nearHits.count();
            node.fetch(KEY, CacheOptions.ttl("1h").tags("tag"), LOADER);
            return nearHits.count() > before;
        });
        return node;
    }

    /** Returns a registry that nobody collects from, as it is between two collections. */
    private static MetricRegistry registry() {
        return (MetricRegistry) Proxy.newProxyInstance(
                NearHitTest.class.getClassLoader(),
                new Class<?>[] {MetricRegistry.class},
                (registry, method, arguments) -> method.getReturnType() == boolean.class ? true : null);
    }

    @Test
    void nearHit_asksRedisNothing() throws IOException {
        CacheHandler node = keeping();
        int hits = 20_000;
        try (Monitored monitored = Monitored.on(redis())) {
            monitored.take();
            for (int i = 0; i < hits; i++) {
                assertThat(node.<String, RuntimeException>fetch(KEY, LOADER)).isEqualTo("value");
                assertThat(node.get(KEY)).contains("value");
            }
            long commands = monitored.take().stream()
                    .filter(command -> !command.name().equals("ping"))
                    .count();
            Show.exactly("near-hit-commands", commands, 0, "Redis commands of " + 2 * hits + " near hits");
        }
    }

    @Test
    void nearHit_allocatesNothing() {
        CacheHandler node = closing(builder(redis().uri(), "cachex.near.ttl", "1h", "cachex.ttl", "1h")
                .observer(MpMetricsObserver.of(registry()))
                .build());
        Awaitility.await("a near hit").until(() -> {
            node.fetch(KEY, LOADER);
            return node.stats().nearHits() > 0;
        });
        long[] misses = new long[1];
        double loop = Allocation.perOperation(times -> misses[0] += nothing(times));
        double hits = Allocation.perOperation(times -> misses[0] += misses(node, times));
        double gets = Allocation.perOperation(times -> misses[0] += missesOfGets(node, times));
        assertThat(misses[0]).as("other values than the one kept").isZero();
        Show.atMost("near-hit-allocation", gets, OPTIONAL, "bytes of a near hit of get, its key made once");
        Show.exactly("near-hit-allocation", loop, 0, "bytes of the measuring loop");
        Show.exactly("near-hit-allocation", hits, 0, "bytes of a near hit of the handler, its key made once");
    }

    /** What binds metrics reads counters, and is told of loads; a hit concerns neither. */
    @Test
    void nearHitThatIsObserved_allocatesNothing() {
        AtomicReference<Supplier<CacheStats>> figures = new AtomicReference<>();
        AtomicInteger loads = new AtomicInteger();
        CacheHandler node = closing(builder(redis().uri(), "cachex.near.ttl", "1h", "cachex.ttl", "1h")
                .observer((name, stats) -> figures.set(stats))
                .listener(new CacheListener() {
                    @Override
                    public void on(CacheEvent event) {
                        loads.incrementAndGet();
                    }

                    @Override
                    public boolean wants(Class<? extends CacheEvent> type) {
                        return type == CacheEvent.Loaded.class;
                    }
                })
                .build());
        Awaitility.await("a near hit").until(() -> {
            node.fetch(KEY, LOADER);
            return figures.get().get().nearHits() > 0;
        });
        long[] misses = new long[1];
        double hits = Allocation.perOperation(times -> misses[0] += misses(node, times));
        assertThat(misses[0]).as("other values than the one kept").isZero();
        assertThat(figures.get().get().loads()).isEqualTo(loads.get());
        Show.exactly("near-hit-allocation", hits, 0, "bytes of a near hit with an observer and a listener");
    }

    private static long nothing(int times) {
        long misses = 0;
        for (int i = 0; i < times; i++) {
            misses += i == times ? 1 : 0;
        }
        return misses;
    }

    private static long missesOfGets(CacheHandler node, int times) {
        long misses = 0;
        for (int i = 0; i < times; i++) {
            misses += node.get(KEY).isPresent() ? 0 : 1;
        }
        return misses;
    }

    private static long misses(CacheHandler node, int times) {
        long misses = 0;
        for (int i = 0; i < times; i++) {
            misses += "value".equals(node.<String, RuntimeException>fetch(KEY, LOADER)) ? 0 : 1;
        }
        return misses;
    }

    @Test
    void nearHitOfAMethod_allocatesItsNearKey() throws Exception {
        try (MethodNode node = MethodNode.over(redis())) {
            MethodNode.Methods methods = node.methods();
            Awaitility.await("a near hit").until(() -> {
                Object first = methods.cached(ARGUMENT);
                Object second = methods.cached(ARGUMENT);
                return first == second;
            });
            FetchInterceptor interceptor = node.interceptor();
            FixedInvocation call = new FixedInvocation(
                    new MethodNode.Methods(), MethodNode.Methods.class.getMethod("cached", Integer.class), ARGUMENT);
            double ours = Allocation.perOperation(times -> each(times, () -> interceptor.fetch(call)));
            double weld = Allocation.perOperation(times -> each(times, () -> methods.answered(ARGUMENT)));
            double all = Allocation.perOperation(times -> each(times, () -> methods.cached(ARGUMENT)));
            Show.atMost("near-hit-allocation", ours, NEAR_KEY, "bytes of Cachex's part in a near hit of a method");
            Show.atMost(
                    "interceptor-overhead",
                    all - weld,
                    NEAR_KEY + WELDS_ARRAY,
                    "bytes of a near hit of a method on Weld, above the " + weld
                            + " of an interceptor that answers by itself");
        }
    }

    private interface Call {
        Object answer() throws Exception;
    }

    private static void each(int times, Call call) {
        try {
            for (int i = 0; i < times; i++) {
                if (call.answer() == null) {
                    throw new IllegalStateException("nothing was answered");
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
