// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P5 over each store: one that is sick costs a call its budget at most, and throws at nobody. */
class OutageIT {
    private static final Duration BUDGET = Duration.ofMillis(600);
    private static final int ROUNDS = 4;
    private static final CacheKey<String> THERE = CacheKey.of("there", String.class);

    private final AtomicInteger keys = new AtomicInteger();
    private final List<Elapsed> times = new ArrayList<>();
    private final List<Exception> thrown = new ArrayList<>();

    private CacheKey<String> newKey() {
        return CacheKey.of("key:" + keys.incrementAndGet(), String.class);
    }

    private static CacheHandler open(Map<String, String> settings) {
        return CacheHandler.builder()
                .name("outage")
                .prefix("tck")
                .properties(settings)
                .build();
    }

    private List<Callable<?>> calls(CacheHandler cache) {
        return List.of(
                () -> cache.<String, RuntimeException>fetch(newKey(), () -> "loaded"),
                () -> cache.get(newKey()),
                () -> {
                    cache.put(newKey(), "put", CacheOptions.defaults());
                    return true;
                },
                () -> cache.invalidate(newKey().id()),
                () -> cache.invalidateTags("tag"),
                () -> cache.getAll(List.of(newKey(), newKey())),
                () -> cache.expire(newKey().id()),
                cache::clear);
    }

    /** Makes each of the calls once, measured. */
    private void callAll(CacheHandler cache) {
        for (Callable<?> call : calls(cache)) {
            Elapsed elapsed = Elapsed.start();
            try {
                call.call();
            } catch (Exception e) {
                thrown.add(e);
            }
            times.add(elapsed.stop());
        }
    }

    @ParameterizedTest
    @EnumSource
    void sickStore_costsItsBudgetAtMost_andNobodyIsThrownAt(SharedStore.Kind kind) {
        try (SharedStore store = SharedStore.start(kind);
                SlowPort port = SlowPort.to(store.port())) {
            Arrays.stream(Sickness.values()).forEach(sickness -> suffer(store, port, sickness));
        }
    }

    private void suffer(SharedStore store, SlowPort port, Sickness sickness) {
        boolean isSlow = sickness == Sickness.SLOW;
        try (CacheHandler cache = open(store.settings(isSlow ? port.number() : store.port()))) {
            callAll(cache); // loads classes, connects
            assertThat(thrown).isEmpty();
            times.clear();
            try (Sickness.Ending end = sickness.begin(store, port)) {
                for (int i = 0; i < ROUNDS; i++) {
                    callAll(cache);
                }
            }
            String name = "outage " + store.kind() + " " + sickness;
            Show.exactly(name, thrown.size(), 0, "exceptions to callers of " + times.size() + " calls");
            Show.within(name, Elapsed.longestOf(times), BUDGET, "longest of " + times.size() + " calls");
            assertRecovers(cache, store);
        }
    }

    private static void assertRecovers(CacheHandler cache, SharedStore store) {
        // Dynalite has lost its table, which this one makes again.
        try (CacheHandler other = open(store.settings())) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                other.put(THERE, "there");
                assertThat(cache.get(THERE)).hasValue("there");
                cache.put(THERE, "back");
                assertThat(other.get(THERE)).hasValue("back");
            });
        }
    }
}
