// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.testkit.Barrier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads that would wait for themselves through other threads, or through none. */
class AsyncCirclesTest {
    private static final CacheKey<String> A = CacheKey.of("a", String.class);
    private static final CacheKey<String> B = CacheKey.of("b", String.class);
    private static final CacheKey<String> C = CacheKey.of("c", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();

    private final Fixture fixture = new Fixture("cachex.wait-timeout", "1h");
    private final CacheHandler here = fixture.here;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private CompletableFuture<String> later(CacheKey<String> key, Supplier<CompletionStage<String>> loader) {
        return here.fetchAsync(key, PLAIN, loader).toCompletableFuture();
    }

    private static CompletionStage<String> done(String value) {
        return CompletableFuture.completedFuture(value);
    }

    private static void ends(Future<String> caller) throws Exception {
        assertThat(caller.get(1, TimeUnit.MINUTES)).isEqualTo("alone");
    }

    @Test
    void asynchronousLoadOfItsOwnKey_ends() throws Exception {
        ends(later(A, () -> later(A, () -> done("alone"))));
    }

    @Test
    void asynchronousLoadOfItsOwnKeyThroughAnother_ends() throws Exception {
        ends(later(A, () -> later(B, () -> later(A, () -> done("alone")))));
    }

    @Test
    void loadThatWaitsForItselfOnAnotherThread_ends() throws Exception {
        ends(fixture.async(() -> here.fetch(
                A, () -> later(B, () -> done(here.fetch(A, () -> "alone"))).join())));
    }

    @Test
    void timedLoadThatWaitsForItselfOnAnotherThread_ends() throws Exception {
        CacheOptions timed = PLAIN.hardTimeout("1h");
        ends(fixture.async(() -> here.fetch(
                A,
                timed,
                () -> later(B, () -> done(here.fetch(A, timed, () -> "alone"))).join())));
    }

    @Test
    void twoAsynchronousLoadsOfEachOther_end() throws Exception {
        Barrier both = new Barrier();
        CompletableFuture<String> a = later(A, () -> {
            both.arrive();
            return later(B, () -> done("alone"));
        });
        CompletableFuture<String> b = later(B, () -> {
            both.arrive();
            return later(A, () -> done("alone"));
        });
        both.await(2);
        both.open();
        ends(a);
        ends(b);
    }

    @Test
    void bulkLoadThatWaitsForItselfThroughAnother_ends() throws Exception {
        Future<Map<CacheKey<String>, String>> caller =
                fixture.async(() -> here.fetchAll(List.of(A, B), PLAIN, missing -> {
                    String own = later(C, () -> later(B, () -> done("alone"))).join();
                    Map<CacheKey<String>, String> loaded = new HashMap<>();
                    missing.forEach(key -> loaded.put(key, own));
                    return loaded;
                }));
        assertThat(caller.get(1, TimeUnit.MINUTES)).containsEntry(A, "alone").containsEntry(B, "alone");
    }

    /** Which is no circle: the load of the one ends without the other. */
    @Test
    void loadWithinALoad_isShared() throws Exception {
        CompletableFuture<String> source = new CompletableFuture<>();
        AtomicInteger loads = new AtomicInteger();
        Supplier<CompletionStage<String>> inner = () -> {
            loads.incrementAndGet();
            return source;
        };
        CompletableFuture<String> outer = later(A, () -> later(B, inner));
        CompletableFuture<String> other = later(C, () -> later(B, inner));
        source.complete("shared");
        assertThat(outer.get(1, TimeUnit.MINUTES)).isEqualTo("shared");
        assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo("shared");
        assertThat(loads).hasValue(1);
    }
}
